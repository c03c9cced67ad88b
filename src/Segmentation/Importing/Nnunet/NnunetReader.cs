using DicomNode.Segmentation.Importing.Configs;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing.Nnunet;

/// <summary>Reads an nnU-Net v2 results folder: <c>plans.json</c>, <c>dataset.json</c>, <c>fold_*/*.onnx</c>.</summary>
internal static class NnunetReader
{
    // array axes of a RAS NIfTI as SimpleITK and NibabelIO give them, slowest first: what nnU-Net trains on
    private const string NiftiAxes = "SAR";

    /// <exception cref="ImportException">The model does something that has no counterpart here.</exception>
    public static ModelDraft Read(NnunetFolder folder, string id)
    {
        var notes = new ImportNotes();
        ConfigMap plans = ConfigFile.Read(folder.Plans), dataset = ConfigFile.Read(folder.Dataset);
        PlansConfiguration configuration = PlansConfiguration.Of(plans, folder.Configuration);
        RefuseOtherKinds(plans, configuration);
        string[] channels = Channels(dataset);
        var window = new WindowSpec
        {
            Mode = WindowMode.Sliding, Size = [.. configuration.Numbers("patch_size", 3).Select(n => (int)n)], Overlap = 0.5, StepRule = StepRule.Nnunet, Blend = Blend.GaussianNnunet,
        };
        NnunetLabels labels = NnunetLabels.Of(dataset);
        IReadOnlyList<PreprocessStep> preprocess = NnunetPreprocess.Map(plans, configuration, channels.Length, notes);
        notes.ThrowIfRefused();

        notes.Warn(plans["image_reader_writer"]?.Place, $"Which way the training images lay is not in plans.json: NIfTI files in RAS are assumed ({NiftiAxes} as arrays), which is what most data sets have.");
        foreach (string left in Directory.EnumerateFiles(folder.Path, "postprocessing.*").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal))
        {
            notes.Miss($"{left} is not read. Where it keeps the largest component only, put that into postprocess: {{ \"op\": \"largest-component\", \"labels\": [ … ] }}.");
        }

        string name = (plans["dataset_name"] as ConfigText)?.Text ?? id;
        SourceLicense license = SourceLicense.Find(folder.Path, notes);
        ModelManifest manifest = Draft.Manifest(id) with
        {
            Title = Draft.Cut($"{name} ({configuration.Name})"),
            Description = (dataset["description"] as ConfigText)?.Text,
            Inputs = InputDrafts.Of(channels, null, hounsfield: true, notes),
            Spatial = Draft.Spatial(string.Concat(Transpose(plans).Select(axis => NiftiAxes[axis])), channels.Length, notes),
            Preprocess = preprocess,
            Network = Draft.Network(window, channels.Length) with { MirrorAxes = Mirrored(folder, notes) },
            Window = window,
            Outputs = [labels.Output],
            Segments = SegmentDrafts.Of(labels.Labels, notes),
            Algorithm = Draft.Algorithm($"nnU-Net {name} {configuration.Name}", "2", "nnU-Net v2"),
            Provenance = new ProvenanceSpec { Origin = $"nnU-Net v2 results of {name}", License = license.Spdx, Citation = (dataset["reference"] as ConfigText)?.Text, ImportedFrom = "nnunetv2" },
        };
        return new ModelDraft(manifest, folder.Folds, license.File, Draft.Golden(folder.Path), notes.Findings)
        {
            ForeignNetwork = Directory.EnumerateDirectories(folder.Path, "fold_*").SelectMany(f => Directory.EnumerateFiles(f, "*.pth")).Order(StringComparer.Ordinal).FirstOrDefault(),
        };
    }

    private static void RefuseOtherKinds(ConfigMap plans, PlansConfiguration configuration)
    {
        if (plans["image_reader_writer"] is ConfigText { Text: "NaturalImage2DIO" } reader)
        {
            throw ImportException.At(reader.Place, "The model takes pictures (PNG, a spacing of 1, values of 0 to 255) and not DICOM series: what its input means for an image with a spacing is said nowhere.");
        }

        if ((configuration["previous_stage"] ?? configuration["previous_stage_name"]) is ConfigText previous)
        {
            throw ImportException.At(previous.Place, $"A cascade: it takes the result of {previous.Text} as further channels, which is not supported. Export 3d_fullres or 3d_lowres.");
        }

        if (configuration["patch_size"] is ConfigList { Items.Count: 2 } size)
        {
            throw ImportException.At(size.Place, "A 2d configuration resamples within slices only, which is not supported. Export a 3d configuration.");
        }
    }

    // channel_names; in data sets converted from v1, modality
    private static string[] Channels(ConfigMap dataset)
    {
        ConfigMap channels = (dataset["channel_names"] ?? dataset["modality"]) as ConfigMap ?? throw ImportException.At(dataset.Place, "dataset.json has neither channel_names nor modality.");
        return [.. Enumerable.Range(0, channels.Entries.Count).Select(c => (channels[$"{c}"] as ConfigText)?.Text
            ?? throw ImportException.At(channels.Place, $"Channel {c} has no name; channels are numbered from 0."))];
    }

    private static int[] Transpose(ConfigMap plans)
    {
        int[] axes = (plans["transpose_forward"] as ConfigList)?.Items.Select(i => (int)((i as ConfigNumber)?.Value ?? -1)).ToArray() ?? [0, 1, 2];
        return axes.Order().SequenceEqual([0, 1, 2]) ? axes : throw ImportException.At(plans["transpose_forward"]!.Place, "transpose_forward: an order of 0, 1, 2 is expected.");
    }

    // the axes are a fact of the checkpoint; they count the axes of the tensor, after transpose_forward
    private static int[] Mirrored(NnunetFolder folder, ImportNotes notes)
    {
        if (!File.Exists(folder.CheckpointFacts))
        {
            notes.Warn(null, "Which axes may be mirrored (inference_allowed_mirroring_axes) stands in the checkpoint, not in plans.json, and there is no checkpoint_facts.json: nothing is mirrored. nnU-Net mirrors unless told not to, so its own results differ a little.");
            return [];
        }

        ConfigNode? axes = ConfigFile.Read(folder.CheckpointFacts)["inference_allowed_mirroring_axes"];
        int[] made = (axes as ConfigList)?.Items.OfType<ConfigNumber>().Select(n => (int)n.Value).Order().ToArray() ?? [];
        if (made.Any(a => a is < 0 or > 2))
        {
            throw ImportException.At(axes!.Place, "inference_allowed_mirroring_axes: numbers from 0 to 2 are expected.");
        }

        notes.Map(axes?.Place, made.Length == 0 ? "no mirroring" : $"network.mirrorAxes {string.Join(", ", made)}");
        return made;
    }
}
