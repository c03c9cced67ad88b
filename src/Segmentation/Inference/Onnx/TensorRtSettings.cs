using System.Globalization;

namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>Options of the TensorRT provider, by the names that ONNX Runtime documents.</summary>
internal static class TensorRtSettings
{
    /// <summary>What decides about the engine that is built, in a fixed order: it is a part of the cache's key.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(NetworkRequest network)
    {
        List<KeyValuePair<string, string>> settings = [new("trt_fp16_enable", network.Float16 ? "1" : "0")];
        if (network.Float16)
        {
            settings.Add(new("trt_layer_norm_fp32_fallback", "1")); // sums over a whole window do not fit half precision
        }

        // one engine for every batch from 1 to the largest; without a profile each new shape is built anew, which takes minutes
        if (network is { InputShape: { Count: > 0 } shape, InputTensor: string tensor })
        {
            settings.Add(new("trt_profile_min_shapes", Shape(tensor, [1, .. shape.Skip(1)])));
            settings.Add(new("trt_profile_opt_shapes", Shape(tensor, shape)));
            settings.Add(new("trt_profile_max_shapes", Shape(tensor, shape)));
        }

        return settings;
    }

    /// <summary>Where engines and timings are kept; nothing without a folder.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Caches(string? folder) => folder is null
        ? []
        :
        [
            new("trt_engine_cache_enable", "1"), new("trt_engine_cache_path", folder),
            new("trt_timing_cache_enable", "1"), new("trt_timing_cache_path", folder),
        ];

    private static string Shape(string tensor, IReadOnlyList<int> shape) => $"{tensor}:{string.Join('x', shape.Select(n => n.ToString(CultureInfo.InvariantCulture)))}";
}
