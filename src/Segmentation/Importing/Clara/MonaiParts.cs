using DicomNode.Segmentation.Importing.Configs;
using DicomNode.Segmentation.Importing.Monai;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing.Clara;

/// <summary>Clara Train 4.x: MONAI's transforms with MONAI's meaning; the windows stand in <c>inferer</c>, or for AIAA in <c>inference</c>.</summary>
internal static class MonaiParts
{
    public static MmarParts Map(ConfigMap root, IReadOnlyList<Component> before, IReadOnlyList<Component> after, Components components, ImportNotes notes)
    {
        MappedPreprocess preprocess = new PreprocessMapper(notes).Map(before, ["image"]);
        ConfigMap? triton = root.At("inference", "TRITON", "triton_model_config") as ConfigMap;
        ConfigMap? input = First(triton, "input"), output = First(triton, "output");
        int? channels = (output?["dims"] as ConfigList)?.Items is [ConfigNumber first, ..] ? (int)first.Value : OneHotClasses(after);
        (WindowSpec window, int batch) = root["inferer"] is not ConfigNode inferer ? (Aiaa(root, notes), 1)
            : components.One(inferer, "inferer") is Component one ? InfererMapper.Map(one, notes)
            : (new WindowSpec { Mode = WindowMode.Whole }, 1);

        // what AIAA adds brings the labels back to the image, and looks for points and boxes
        if (after.FirstOrDefault(t => t.Name is "aiaa.transforms.Restored") is Component restored)
        {
            notes.Map(restored.NamePlace, "outputs[0].restore labels-nearest");
        }

        MappedPostprocess post = new PostprocessMapper(notes).Map([.. after.Where(t => !t.Name.StartsWith("aiaa.", StringComparison.Ordinal))], channels);
        return new MmarParts(preprocess, window, batch, post, []) { InputTensor = Name(input), OutputTensor = Name(output) };
    }

    private static int? OneHotClasses(IReadOnlyList<Component> after) =>
        after.FirstOrDefault(t => t.Name == "AsDiscreted") is Component discrete && (discrete.Number("n_classes") ?? discrete.Number("num_classes")) is double n ? (int)n : null;

    // two entries, for two servers, which need not agree: the one that runs in the process comes first
    private static WindowSpec Aiaa(ConfigMap root, ImportNotes notes)
    {
        ConfigMap? local = root.At("inference", "AIAA", "args") as ConfigMap, remote = root.At("inference", "TRITON", "args") as ConfigMap;
        ConfigMap? chosen = local ?? remote;
        if (chosen is null)
        {
            notes.Refuse(root.Place, "The configuration says nowhere how windows are cut (inferer, or inference.AIAA.args).");
        }

        if (chosen?["scanning_window"] is not ConfigFlag { Value: true } || (chosen["roi"] as ConfigList)?.Items is not { Count: 3 } roi || !roi.All(n => n is ConfigNumber { Value: >= 1 }))
        {
            return new WindowSpec { Mode = WindowMode.Whole };
        }

        double overlap = Overlap(chosen) ?? 0.25;
        if (local is not null && remote is not null && Overlap(remote) is double other && other != overlap)
        {
            notes.Warn(local["overlap"]?.Place ?? local.Place, $"Windows overlap by {overlap} in the process and by {other} on Triton; {overlap} is taken.");
        }

        notes.Map(chosen.Place, "window sliding");
        return new WindowSpec { Mode = WindowMode.Sliding, Size = [.. roi.Select(n => (int)((ConfigNumber)n).Value)], Overlap = overlap };
    }

    private static double? Overlap(ConfigMap arguments) => (arguments["overlap"] as ConfigNumber)?.Value;

    private static ConfigMap? First(ConfigMap? triton, string key) => (triton?[key] as ConfigList)?.Items is [ConfigMap tensor, ..] ? tensor : null;

    private static string? Name(ConfigMap? tensor) => (tensor?["name"] as ConfigText)?.Text;
}
