using DicomNode.Segmentation.Importing.Configs;

namespace DicomNode.Segmentation.Importing.Monai;

/// <summary>What <c>metadata.json</c> says of a bundle.</summary>
internal sealed class BundleMetadata(ConfigMap? root)
{
    public string? Name => Text("name");

    public string? Version => Text("version");

    public string? Description => Text("description");

    public string? IntendedUse => Text("intended_use");

    public string? Authors => Text("authors");

    public string? DataSource => Text("data_source");

    public string? FirstReference => root?["references"] is ConfigList { Items: [ConfigText first, ..] } ? first.Text : null;

    public string? Modality => (Input?["modality"] as ConfigText)?.Text;

    public bool IsHounsfield => Input?["format"] is ConfigText { Text: "hounsfield" };

    public int? InputChannels => (Input?["num_channels"] as ConfigNumber)?.Value is double n ? (int)n : null;

    public int? OutputChannels => (Output?["num_channels"] as ConfigNumber)?.Value is double n ? (int)n : null;

    /// <summary>Written for MONAI before 1.5, which changed a default of CropForegroundd.</summary>
    public bool AllowsSmallerCrops => !System.Version.TryParse(Text("monai_version"), out System.Version? written) || written < new System.Version(1, 5);

    /// <summary>Names of the input's channels, by their numbers.</summary>
    public IReadOnlyDictionary<int, string> InputNames => Names(Input, "channel_def");

    /// <summary>Names of the output's channels or labels, by their numbers.</summary>
    public IReadOnlyDictionary<int, string> OutputNames => Names(Output, "channel_def") is { Count: > 0 } channels ? channels : Names(Output, "label_def");

    // most bundles call them image and pred; some call the image otherwise
    private ConfigMap? Input => Format("inputs", "image");

    private ConfigMap? Output => Format("outputs", "pred");

    private ConfigMap? Format(string side, string usual) =>
        root?.At("network_data_format", side) is ConfigMap { Entries: [var first, ..] } all ? (all[usual] ?? first.Value) as ConfigMap : null;

    private string? Text(string key) => (root?[key] as ConfigText)?.Text is { Length: > 0 } text ? text : null;

    private static Dictionary<int, string> Names(ConfigMap? format, string key)
    {
        Dictionary<int, string> names = [];
        foreach ((string number, ConfigNode name) in (format?[key] as ConfigMap)?.Entries ?? [])
        {
            if (int.TryParse(number, out int label) && name is ConfigText text)
            {
                names[label] = text.Text;
            }
        }

        return names;
    }
}
