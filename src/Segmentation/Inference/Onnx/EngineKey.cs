using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>Everything that a built engine depends on. ONNX Runtime itself looks at the graph and the GPU's architecture only, and would load an engine of another TensorRT.</summary>
/// <param name="Network">SHA-256 of the network file.</param>
/// <param name="Weights">Name, size and time of files that the network keeps its weights in, where it does.</param>
/// <param name="OnnxRuntime">Version of the library.</param>
/// <param name="Gpu">What is known of GPU, driver and TensorRT.</param>
/// <param name="Settings">Of the provider, key=value.</param>
internal sealed record EngineKey(string Network, IReadOnlyList<string> Weights, string OnnxRuntime, GpuFacts Gpu, IReadOnlyList<string> Settings)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>32 hexadecimal digits; a name for a folder.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToJson())))[..32];

    /// <summary>For who wonders what a folder is for.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_indented);
}
