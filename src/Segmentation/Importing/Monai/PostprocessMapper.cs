using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing.Monai;

/// <summary>What a list of MONAI transforms does to the network's answer.</summary>
/// <param name="Output">Its tensor is not known yet.</param>
/// <param name="IsNested">The regions lie in one another, the later ones within the earlier ones.</param>
internal sealed record MappedPostprocess(OutputSpec Output, IReadOnlyList<PostStep> Steps, bool IsNested);

/// <summary>
/// Maps the transforms of MONAI that come after the network. What matters beside their arguments is their order: whether scores or labels are
/// brought back to the image (Invertd), and whether the activation came before.
/// </summary>
internal sealed class PostprocessMapper(ImportNotes notes)
{
    private readonly List<PostStep> _steps = [];
    private Activation _activation = Activation.None;
    private Decode? _decode;
    private double _threshold = 0.5;
    private IReadOnlyList<RegionRule>? _merge;
    private Configs.ConfigPlace? _thresholded;
    private bool _inverted;
    private bool _activatedFirst;
    private bool _labelsInverted;

    /// <param name="transforms">In the order of the source.</param>
    /// <param name="channels">Of the network's output, where the source says it.</param>
    public MappedPostprocess Map(IReadOnlyList<Component> transforms, int? channels)
    {
        foreach (Component transform in transforms)
        {
            Map(transform);
            transform.RefuseTheRest();
        }

        Configs.ConfigPlace? first = transforms is [var begin, ..] ? begin.Place : null;
        if (_decode is null)
        {
            notes.Refuse(first, "No AsDiscreted turns scores into labels: the bundle's result is no segmentation.");
        }

        if (!_inverted)
        {
            notes.Warn(first, "No Invertd brings the result back to the image. It is brought back here, as labels (nearest), as MONAI's SaveImage does.");
        }

        Decode decode = _decode ?? Decode.Argmax;
        IReadOnlyList<RegionRule> regions = decode == Decode.Regions ? _merge ?? Overlapping(channels) : [];
        bool scores = _inverted && !_labelsInverted;
        return new MappedPostprocess(
            new OutputSpec
            {
                Tensor = "",
                Channels = channels,
                Activation = _activation,
                Restore = scores ? Restore.Scores : Restore.LabelsNearest,
                RestoreActivated = !scores || _activation == Activation.None || _activatedFirst,
                Decode = decode,
                Threshold = _threshold,
                Regions = regions,
            },
            _steps, _merge is not null);
    }

    private void Map(Component t)
    {
        switch (t.Name)
        {
            case "Activationsd":
                Activate(t);
                break;
            case "AsDiscreted":
                Discretise(t);
                break;
            case "Invertd":
                Invert(t);
                break;
            case "Lambdad":
                Merge(t);
                break;
            case "KeepLargestConnectedComponentd":
                RefuseOneHot(t);
                Step(t, new PostStep
                {
                    Op = PostOp.LargestComponent, Labels = Labels(t), Together = !t.Flag("independent", true), Connectivity = Connectivity(t, 26),
                    Count = t.Number("num_components", 1) is double count and not 1 ? (int)count : null,
                });
                break;
            case "FillHolesd":
                Step(t, new PostStep { Op = PostOp.FillHoles, Labels = Labels(t), Connectivity = Connectivity(t, 26) });
                break;
            case "RemoveSmallObjectsd":
                t.Only("by_measure", "false");
                t.Only("pixdim");
                _ = t.Value("independent_channels");
                Step(t, new PostStep { Op = PostOp.RemoveSmall, MinVoxels = (int)t.Number("min_size", 64), Connectivity = Connectivity(t, 6) });
                break;
            case "MapLabelValued":
                Remap(t);
                break;
            case "SaveImaged" or "SqueezeDimd" or "EnsureChannelFirstd" or "AddChanneld" or "EnsureTyped" or "ToTensord" or "CastToTyped" or "ToNumpyd" or "ToDeviced" or "Identityd" or "CopyItemsd" or "DeleteItemsd":
                t.Forgive(); // files and types, not values
                break;
            default:
                notes.Refuse(t.NamePlace, $"{t.Target} has no counterpart here and is not executed.");
                t.Forgive();
                break;
        }
    }

    private void Activate(Component t)
    {
        (bool softmax, bool sigmoid) = (t.Flag("softmax", false), t.Flag("sigmoid", false));
        t.Only("other");
        _ = t.Value("dim");
        if ((softmax && sigmoid) || _activation != Activation.None || _decode is not null)
        {
            notes.Refuse(t.NamePlace, "More than one activation, or one after AsDiscreted, is not supported.");
        }

        _activation = softmax ? Activation.Softmax : sigmoid ? Activation.Sigmoid : _activation;
        _activatedFirst = !_inverted;
        notes.Map(t.NamePlace, $"outputs[0].activation {Words.Of(_activation)}");
    }

    private void Discretise(Component t)
    {
        bool argmax = t.Flag("argmax", false);
        double? threshold = t.Number("threshold");
        _ = t.Value("to_onehot"); // one-hot of an argmax says the same as the argmax
        _ = t.Value("n_classes");
        _ = t.Value("num_classes");
        _ = t.Value("dim");
        _ = t.Value("keepdim");
        t.Only("rounding");
        if (_decode is not null)
        {
            if (argmax || threshold is not null)
            {
                notes.Refuse(t.NamePlace, "A second AsDiscreted is not supported.");
            }
        }
        else if (argmax == threshold is not null)
        {
            notes.Refuse(t.NamePlace, "AsDiscreted is supported with argmax or with threshold, one of the two.");
        }
        else
        {
            _decode = argmax ? Decode.Argmax : Decode.Regions;
            _threshold = threshold ?? 0.5;
            _thresholded = t.NamePlace;
            notes.Map(t.NamePlace, $"outputs[0].decode {Words.Of(_decode.Value)}");
        }
    }

    private void Invert(Component t)
    {
        bool nearest = t.Flag("nearest_interp", true);
        _ = t.Value("transform");
        t.Only("invert_transform");
        if (_inverted)
        {
            notes.Refuse(t.NamePlace, "A second Invertd is not supported.");
        }

        _inverted = true;
        _labelsInverted = _decode is not null;
        if (_labelsInverted && !nearest)
        {
            notes.Warn(t.PlaceOf("nearest_interp"), "Labels are interpolated linearly in the bundle, which makes labels up at borders. Taken as nearest.");
        }
        else if (!_labelsInverted && nearest)
        {
            notes.Refuse(t.PlaceOf("nearest_interp"), "Scores brought back by nearest are not supported.");
        }

        notes.Map(t.NamePlace, _labelsInverted ? "outputs[0].restore labels-nearest" : "outputs[0].restore scores");
    }

    private void Merge(Component t)
    {
        string? text = t.Value("func") switch { Configs.ConfigOpaque opaque => opaque.Expression, Configs.ConfigText plain => plain.Text, _ => null };
        _merge = text is null ? null : MergeText.Parse(text);
        _ = t.Value("overwrite");
        _ = t.Value("inv_func");
        if (_merge is null || _decode != Decode.Regions)
        {
            notes.Refuse(t.PlaceOf("func"), "A Lambdad is not executed, and this text is not one that is known.");
        }
        else
        {
            notes.Warn(t.PlaceOf("func"), "Recognised by its text as a merge of nested masks and turned into outputs[0].regions, not executed.");
        }
    }

    private void Remap(Component t)
    {
        (IReadOnlyList<double>? from, IReadOnlyList<double>? to) = (t.Numbers("orig_labels"), t.Numbers("target_labels"));
        if (from is null || to is null || from.Count != to.Count)
        {
            notes.Refuse(t.NamePlace, "MapLabelValued needs orig_labels and target_labels of one length, as numbers.");
            return;
        }

        Step(t, new PostStep { Op = PostOp.Remap, Map = from.Zip(to).ToDictionary(p => (int)p.First, p => (int)p.Second) });
    }

    private void Step(Component t, PostStep step)
    {
        if (_decode is null)
        {
            notes.Refuse(t.NamePlace, $"{t.Name} before AsDiscreted is not supported.");
        }

        // before Invertd the labels lie on the network's grid
        _steps.Add(step with { OnGrid = _inverted ? PostGrid.Reference : PostGrid.Model });
        notes.Map(t.NamePlace, $"postprocess {Words.Of(step.Op)}");
    }

    private static int[]? Labels(Component t) => t.Numbers("applied_labels")?.Select(l => (int)l).ToArray();

    // scikit-image's connectivity counts the axes along which a neighbour may differ
    private int Connectivity(Component t, int otherwise)
    {
        double? axes = t.Number("connectivity");
        if (axes is not (null or 1 or 2 or 3))
        {
            notes.Refuse(t.PlaceOf("connectivity"), $"{t.Name} with connectivity {axes} is not supported; supported: 1, 2, 3.");
        }

        return axes switch { 1 => 6, 2 => 18, 3 => 26, _ => otherwise };
    }

    private void RefuseOneHot(Component t)
    {
        if (t.Flag("is_onehot", false))
        {
            notes.Refuse(t.PlaceOf("is_onehot"), $"{t.Name} on one-hot masks is not supported.");
        }
    }

    private RegionRule[] Overlapping(int? channels)
    {
        if (channels is null)
        {
            notes.Refuse(_thresholded, "How many masks the network gives is said nowhere (network_data_format.outputs.pred.num_channels).");
        }
        else if (channels > 1)
        {
            notes.Warn(_thresholded, "The masks may overlap, the labels made of them cannot: where several claim a voxel, the last one gets it.");
        }

        return [.. Enumerable.Range(0, channels ?? 1).Select(c => new RegionRule { Channel = c, Label = c + 1 })];
    }
}
