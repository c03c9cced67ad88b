using DicomNode.Segmentation.Importing.Configs;
using DicomNode.Segmentation.Importing.Monai;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing.Clara;

/// <summary>
/// Reads the configuration of an NVIDIA Clara Train model (MMAR): <c>config_inference.json</c> or <c>config_aiaa.json</c> of 4.x, which are MONAI's
/// transforms in another spelling, and <c>config_validation.json</c> of 3.x, which are TensorFlow's.
/// </summary>
internal static class MmarReader
{
    private static readonly string[] s_configs = ["config_inference.json", "config_aiaa.json", "config_validation.json"];

    /// <summary>The configuration of a folder, or null where it holds no MMAR.</summary>
    public static string? FindConfig(string folder) =>
        new[] { Path.Combine(folder, "config"), folder }.SelectMany(f => s_configs.Select(c => Path.Combine(f, c))).FirstOrDefault(File.Exists);

    /// <summary>Whether a file is one of Clara's, by what it holds.</summary>
    public static bool Is(ConfigMap root) => root["pre_transforms"] is ConfigList && (root["post_transforms"] ?? root["inferer"] ?? root["inference"]) is not null;

    /// <exception cref="ImportException">The model does something that has no counterpart here.</exception>
    public static ModelDraft Read(string config, string id)
    {
        var notes = new ImportNotes();
        ConfigMap root = ConfigFile.Read(config);
        string configs = Path.GetDirectoryName(config)!;
        string folder = Path.GetFileName(configs) == "config" ? Path.GetDirectoryName(configs)! : configs;
        var components = new Components(new ConfigResolver(root), notes);
        IReadOnlyList<Component> before = components.List(root["pre_transforms"], "pre_transforms"), after = components.List(root["post_transforms"], "post_transforms");
        notes.ThrowIfRefused();
        bool tensorFlow = before.Any(t => t.Name is "LoadNifti" or "ConvertToChannelsFirst" or "ScaleByResolution");
        MmarParts parts = tensorFlow ? TensorFlowParts.Map(root, before, after, components, notes) : MonaiParts.Map(root, before, after, components, notes);
        notes.ThrowIfRefused();

        if (parts.Preprocess.Orientation is null)
        {
            notes.Warn(before[0].NamePlace, "No orientation is given: the tensor lies as the file lay, [column][row][slice]. Compare a result with one of the source's own code.");
        }

        bool hounsfield = IsHounsfield(parts.Preprocess);
        if (hounsfield)
        {
            notes.Warn(null, "An MMAR does not say which modality its model takes. CT is taken, because the intensities reach below zero: look at inputs[0].select.");
        }

        SourceLicense license = SourceLicense.Find(folder, notes);
        string? version = (root["CLARA_TRAIN_VERSION"] as ConfigText)?.Text, description = (root["description"] as ConfigText)?.Text;
        ModelManifest manifest = Draft.Manifest(id) with
        {
            Description = description,
            Inputs = InputDrafts.Of(["image"], hounsfield ? "CT" : null, hounsfield, notes),
            Spatial = Draft.Spatial(parts.Preprocess.Orientation, 1, notes),
            Preprocess = parts.Preprocess.Steps,
            Network = Draft.Network(parts.Window, 1) with { InputTensor = parts.InputTensor ?? "", MaxBatch = parts.Batch },
            Window = parts.Window,
            Outputs = [parts.Postprocess.Output with { Tensor = parts.OutputTensor ?? "" }],
            Postprocess = parts.Postprocess.Steps,
            Segments = SegmentDrafts.Of(Labels(root, parts, notes), notes),
            Algorithm = Draft.Algorithm(id, version ?? "1", "NVIDIA Clara Train"),
            Provenance = new ProvenanceSpec { Origin = "NVIDIA Clara Train MMAR", SourceVersion = version, License = license.Spdx, ImportedFrom = tensorFlow ? "clara-mmar-3" : "clara-mmar-4" },
        };
        string[] networks = tensorFlow ? [] : [.. new[] { Path.Combine(folder, "models"), folder }.Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*.onnx")).Order(StringComparer.Ordinal).Take(1)];
        return new ModelDraft(manifest, networks, license.File, Draft.Golden(folder), notes.Findings) { ForeignNetwork = tensorFlow ? "model.trt.pb" : Draft.Foreign(folder) };
    }

    private static bool IsHounsfield(MappedPreprocess preprocess) => preprocess.Steps.Any(s => s.Op == PreprocessOp.ScaleRange && s.In?.Low < 0);

    private static IEnumerable<SourceLabel> Labels(ConfigMap root, MmarParts parts, ImportNotes notes)
    {
        string[] names = [.. parts.LabelNames, .. (root["labels"] as ConfigList)?.Items.OfType<ConfigText>().Select(t => t.Text) ?? []];
        int count = Math.Max(names.Length, (parts.Postprocess.Output.Channels ?? 2) - 1);
        if (names.Length < count)
        {
            notes.Miss($"The configuration names {names.Length} of {count} labels: put names and codes of the segments in.");
        }

        return Enumerable.Range(1, count).Select(l => new SourceLabel(l, l <= names.Length ? names[l - 1] : ""));
    }
}
