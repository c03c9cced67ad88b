using System.Text.Json;
using DicomNode.Testing;

namespace DicomNode.Segmentation.Tests.Importing;

/// <summary>A MONAI bundle with the parts that a test is about.</summary>
internal static class MadeBundle
{
    public const string Orientation = """{ "_target_": "Orientationd", "keys": "image", "axcodes": "RAS" }""";
    public const string Softmax = """{ "_target_": "Activationsd", "keys": "pred", "softmax": true }""";
    public const string Invert = """{ "_target_": "Invertd", "keys": "pred", "transform": "@preprocessing", "orig_keys": "image", "nearest_interp": false }""";
    public const string Argmax = """{ "_target_": "AsDiscreted", "keys": "pred", "argmax": true }""";
    public const string Sliding = """{ "_target_": "SlidingWindowInferer", "roi_size": [96, 96, 96], "overlap": 0.5, "sw_batch_size": 4 }""";

    /// <returns>The bundle's folder.</returns>
    public static string Write(
        TempFolder folder, string? before = null, string? after = null, string inferer = Sliding, string more = "", string modality = "CT", int inputs = 1, int outputs = 2,
        string channels = """{ "0": "background", "1": "spleen" }""", string inputChannels = """{ "0": "image" }""")
    {
        string bundle = folder.Combine("bundle");
        Directory.CreateDirectory(Path.Combine(bundle, "configs"));
        File.WriteAllText(Path.Combine(bundle, "configs", "inference.json"), $$"""
            {
              "image_key": "image",
              {{more}}
              "preprocessing": {
                "_target_": "Compose",
                "transforms": [
                  { "_target_": "LoadImaged", "keys": "@image_key" },
                  {{before ?? Orientation}}
                ]
              },
              "inferer": {{inferer}},
              "postprocessing": {
                "_target_": "Compose",
                "transforms": [
                  {{after ?? $"{Softmax}, {Invert}, {Argmax}"}}
                ]
              }
            }
            """);
        File.WriteAllText(Path.Combine(bundle, "configs", "metadata.json"), $$"""
            {
              "version": "1.2.3", "monai_version": "1.4.0", "name": "Made bundle",
              "network_data_format": {
                "inputs": { "image": { "format": "{{(modality == "CT" ? "hounsfield" : "magnitude")}}", "modality": {{JsonSerializer.Serialize(modality)}}, "num_channels": {{inputs}}, "channel_def": {{inputChannels}} } },
                "outputs": { "pred": { "num_channels": {{outputs}}, "channel_def": {{channels}} } }
              }
            }
            """);
        return bundle;
    }
}
