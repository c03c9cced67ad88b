using DicomNode.Segmentation.Importing.Configs;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing.Monai;

/// <summary>Reads a MONAI bundle: <c>configs/inference.json</c> or <c>.yaml</c>, <c>configs/metadata.json</c>, <c>models/*.onnx</c>.</summary>
internal static class BundleReader
{
    private static readonly string[] s_configs = ["inference.json", "inference.yaml", "inference.yml"];

    /// <summary>The inference configuration of a folder, or null where it holds no bundle.</summary>
    public static string? FindConfig(string folder) =>
        new[] { Path.Combine(folder, "configs"), folder }.SelectMany(f => s_configs.Select(c => Path.Combine(f, c))).FirstOrDefault(File.Exists);

    /// <exception cref="ImportException">The bundle does something that has no counterpart here.</exception>
    public static ModelDraft Read(string config, string id)
    {
        var notes = new ImportNotes();
        ConfigMap root = ConfigFile.Read(config);
        string configs = Path.GetDirectoryName(config)!;
        string folder = Path.GetFileName(configs) == "configs" ? Path.GetDirectoryName(configs)! : configs;
        string metadataFile = Path.Combine(configs, "metadata.json");
        var metadata = new BundleMetadata(File.Exists(metadataFile) ? ConfigFile.Read(metadataFile) : null);

        var resolver = new ConfigResolver(root);
        var components = new Components(resolver, notes);
        IReadOnlyList<Component> before = components.List(root["preprocessing"] ?? root.At("dataset", "transform"), "preprocessing");
        IReadOnlyList<Component> after = components.List(root["postprocessing"] ?? root.At("evaluator", "postprocessing"), "postprocessing");
        Component? inferer = components.One(root["inferer"] ?? root.At("evaluator", "inferer"), "inferer");
        notes.ThrowIfRefused();

        MappedPreprocess preprocess = new PreprocessMapper(notes, metadata.AllowsSmallerCrops).Map(before, ImageKeys(before));
        (WindowSpec window, int batch) = InfererMapper.Map(inferer!, notes);
        MappedPostprocess postprocess = new PostprocessMapper(notes).Map(after, metadata.OutputChannels);
        notes.ThrowIfRefused();

        if (preprocess.Orientation is null)
        {
            notes.Warn(before is [var first, ..] ? first.NamePlace : null, "No Orientationd: the tensor lies as the file lay, [column][row][slice]. Training images may have lain otherwise than the series of this hospital do; compare a result with one of the source's own code.");
        }

        string[] channels = Channels(preprocess, metadata);
        SourceLicense license = SourceLicense.Find(folder, notes);
        ModelManifest manifest = Draft.Manifest(id) with
        {
            Version = metadata.Version ?? "1",
            Title = Draft.Cut(metadata.Name),
            Description = metadata.Description,
            IntendedUse = metadata.IntendedUse,
            Inputs = InputDrafts.Of(channels, metadata.Modality, metadata.IsHounsfield, notes),
            Spatial = Draft.Spatial(preprocess.Orientation, channels.Length, notes),
            Preprocess = preprocess.Steps,
            Network = Draft.Network(window, channels.Length) with { MaxBatch = batch },
            Window = window,
            Outputs = [postprocess.Output],
            Postprocess = postprocess.Steps,
            Segments = SegmentDrafts.Of(Labels(postprocess, metadata, notes), notes),
            Algorithm = Draft.Algorithm(metadata.Name ?? id, metadata.Version ?? "1", metadata.Authors),
            Provenance = new ProvenanceSpec
            {
                Origin = metadata.Name is null ? null : $"MONAI bundle \"{metadata.Name}\"", SourceVersion = metadata.Version, License = license.Spdx, DataLicense = null,
                Citation = metadata.FirstReference, ImportedFrom = "monai-bundle",
            },
        };
        foreach (ConfigPlace place in resolver.Opaque)
        {
            notes.Map(place, "not executed; nothing of the manifest depends on it");
        }

        return new ModelDraft(manifest, Networks(folder), license.File, Draft.Golden(folder), notes.Findings) { ForeignNetwork = Draft.Foreign(folder) };
    }

    // the keys that LoadImaged reads, without labels
    private static string[] ImageKeys(IReadOnlyList<Component> transforms)
    {
        IReadOnlyList<string> keys = transforms.FirstOrDefault(t => t.Name == "LoadImaged")?.Keys ?? [];
        string[] images = [.. keys.Where(k => k is not ("label" or "mask" or "seg"))];
        return images.Length > 0 ? images : ["image"];
    }

    private static string[] Channels(MappedPreprocess preprocess, BundleMetadata metadata)
    {
        if (preprocess.Keys.Count > 1)
        {
            return [.. preprocess.Keys];
        }

        int count = Math.Max(1, metadata.InputChannels ?? 1);
        return [.. Enumerable.Range(0, count).Select(c => metadata.InputNames.GetValueOrDefault(c) is { Length: > 0 } name && !(count == 1 && name == "image") ? name : count == 1 ? preprocess.Keys[0] : $"channel {c}")];
    }

    private static IEnumerable<SourceLabel> Labels(MappedPostprocess mapped, BundleMetadata metadata, ImportNotes notes)
    {
        IReadOnlyDictionary<int, string> names = metadata.OutputNames;
        string Name(int channel) => names.GetValueOrDefault(channel, "");
        if (mapped.Output.Decode == Decode.Argmax)
        {
            int count = metadata.OutputChannels is > 1 and int channels ? channels : names.Count == 0 ? 0 : names.Keys.Max() + 1;
            if (count < 2)
            {
                notes.Miss("metadata.json does not say how many labels there are: put the segments in. One segment of label 1 stands for them.");
                count = 2;
            }

            return Enumerable.Range(1, count - 1).Select(label => new SourceLabel(label, Name(label)));
        }

        IReadOnlyList<RegionRule> rules = mapped.Output.Regions;
        return mapped.IsNested
            ? Draft.Nested([.. rules.Select(r => (r.Label, Name(r.Channel), rules.SkipWhile(later => later != r).Select(later => later.Label).ToArray()))])
            : rules.Select(r => new SourceLabel(r.Label, Name(r.Channel)));
    }

    private static string[] Networks(string folder)
    {
        string[] files = [.. new[] { Path.Combine(folder, "models"), folder }.Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*.onnx")).Order(StringComparer.Ordinal)];
        return files.Length <= 1 ? files : [files.FirstOrDefault(f => Path.GetFileName(f) == "model.onnx") ?? throw ImportException.At(null, $"There are several networks, {string.Join(", ", files.Select(Path.GetFileName))}: say which with --onnx.")];
    }
}
