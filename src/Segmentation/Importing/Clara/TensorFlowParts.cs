using DicomNode.Segmentation.Importing.Configs;
using DicomNode.Segmentation.Importing.Monai;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing.Clara;

/// <summary>
/// Clara Train 3.x and older, on TensorFlow. Only the configuration can be imported: the network is a frozen graph with operations of TF-TRT, which
/// has to be converted to ONNX outside.
/// </summary>
internal static class TensorFlowParts
{
    public static MmarParts Map(ConfigMap root, IReadOnlyList<Component> before, IReadOnlyList<Component> after, Components components, ImportNotes notes)
    {
        notes.Warn(root["model_loader"]?.Place, "A model of Clara Train 3.x: its network is a frozen TensorFlow graph, which is not run here. The configuration is imported; convert the network to ONNX (tf2onnx) and give it with --onnx.");
        string? orientation = null;
        List<PreprocessStep> steps = [];
        foreach (Component t in before)
        {
            _ = t.Value("fields");
            if (t.Name == "LoadNifti")
            {
                orientation = t.Flag("as_closest_canonical", false) ? "RAS" : null;
            }
            else if (t.Name != "ConvertToChannelsFirst" && Step(t, notes) is PreprocessStep step)
            {
                steps.Add(step);
                notes.Map(t.NamePlace, $"preprocess {Words.Of(step.Op)}");
            }

            t.RefuseTheRest();
        }

        string[] labels = Labels(after, notes);
        var output = new OutputSpec { Tensor = "", Channels = labels.Length > 0 ? labels.Length : null, Restore = Restore.LabelsNearest, Decode = Decode.Argmax };
        return new MmarParts(
            new MappedPreprocess(orientation, [new() { Op = PreprocessOp.Reorient }, .. steps], ["image"]), Window(root, components, notes), 1, new MappedPostprocess(output, [], IsNested: false), [.. labels.Skip(1)]);
    }

    private static PreprocessStep? Step(Component t, ImportNotes notes)
    {
        switch (t.Name)
        {
            case "ScaleByResolution":
                notes.Warn(t.NamePlace, "The exact grid of ScaleByResolution is not published; that of MONAI's Spacing is taken for it. Compare a result with one of the source's own code.");
                return new PreprocessStep { Op = PreprocessOp.Resample, Spacing = t.PerAxis("target_resolution", 3), Grid = ResampleGrid.Origin, Order = Interpolation.Linear };
            case "ScaleIntensityRange":
                return new PreprocessStep
                {
                    Op = PreprocessOp.ScaleRange, In = new(t.Number("a_min", 0), t.Number("a_max", 1)), Out = new(t.Number("b_min", 0), t.Number("b_max", 1)), Clip = t.Flag("clip", false),
                };
            case "NormalizeNonzeroIntensities":
                return new PreprocessStep { Op = PreprocessOp.Zscore, NonzeroOnly = true, PerChannel = true };
            default:
                notes.Refuse(t.NamePlace, $"{t.Target} has no counterpart here and is not executed.");
                t.Forgive();
                return null;
        }
    }

    // the names are those of files, the first is the background's
    private static string[] Labels(IReadOnlyList<Component> after, ImportNotes notes)
    {
        string[] labels = [];
        foreach (Component t in after)
        {
            if (t.Name == "SplitBasedOnLabel")
            {
                labels = [.. t.Words("label_names")];
            }
            else if (t.Name is not ("ArgmaxAcrossChannels" or "CopyProperties" or "RestoreOriginalShape"))
            {
                notes.Refuse(t.NamePlace, $"{t.Target} has no counterpart here and is not executed.");
            }
        }

        return labels;
    }

    private static WindowSpec Window(ConfigMap root, Components components, ImportNotes notes)
    {
        if (components.One(root["inferer"], "inferer") is not Component inferer)
        {
            return new WindowSpec { Mode = WindowMode.Whole };
        }

        if (inferer.Name is not ("TFScanWindowInferer" or "TRTISScanWindowInferer"))
        {
            notes.Refuse(inferer.NamePlace, $"{inferer.Target} has no counterpart here and is not executed.");
        }

        return new WindowSpec { Mode = WindowMode.Sliding, Size = inferer.WholePerAxis("roi_size", 3), Overlap = 0 };
    }
}
