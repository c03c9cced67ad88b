using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Onnx;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Inference;

/// <summary>What TensorRT is told. That it does it needs a GPU and is not tested here.</summary>
public class TensorRtTests
{
    private static readonly NetworkRequest s_network = new("model.onnx") { Sha256 = new string('a', 64), InputTensor = "image", InputShape = [4, 1, 96, 96, 64] };

    [Fact]
    public void A_fixed_window_is_one_profile_for_all_batches_up_to_the_largest() => Assert.Equal(
        ["trt_fp16_enable=0", "trt_profile_min_shapes=image:1x1x96x96x64", "trt_profile_opt_shapes=image:4x1x96x96x64", "trt_profile_max_shapes=image:4x1x96x96x64"],
        Text(TensorRtSettings.Of(s_network)));

    [Fact]
    public void Half_precision_is_switched_on_by_the_manifest_and_shapes_that_vary_have_no_profile() =>
        Assert.Equal(["trt_fp16_enable=1", "trt_layer_norm_fp32_fallback=1"], Text(TensorRtSettings.Of(s_network with { Float16 = true, InputShape = null })));

    [Fact]
    public void Engines_and_timings_are_kept_in_a_folder_that_says_what_it_is_for()
    {
        using TempFolder root = new();
        EngineCache cache = new(root.Path, "1.30.0", () => new GpuFacts("H200", "12040", "100300"));
        string folder = cache.FolderFor(s_network, TensorRtSettings.Of(s_network))!;
        Assert.Equal(["trt_engine_cache_enable=1", $"trt_engine_cache_path={folder}", "trt_timing_cache_enable=1", $"trt_timing_cache_path={folder}"], Text(TensorRtSettings.Caches(folder)));
        string key = File.ReadAllText(Path.Combine(folder, "key.json"));
        Assert.All(new[] { s_network.Sha256!, "1.30.0", "H200", "12040", "100300", "image:4x1x96x96x64" }, part => Assert.Contains(part, key, StringComparison.Ordinal));
        Assert.Equal(folder, cache.FolderFor(s_network, TensorRtSettings.Of(s_network)));
    }

    [Fact]
    public void Another_network_library_TensorRT_driver_GPU_or_setting_is_another_folder()
    {
        GpuFacts gpu = new("H200", "12040", "100300");
        NetworkRequest[] networks = [s_network, s_network with { Sha256 = new string('b', 64) }, s_network with { Float16 = true }, s_network with { InputShape = [2, 1, 96, 96, 64] }];
        string[] keys =
        [
            .. networks.Select(n => Key("1.30.0", gpu, n)), Key("1.31.0", gpu, s_network), Key("1.30.0", gpu with { TensorRt = "100400" }, s_network),
            Key("1.30.0", gpu with { Driver = "12050" }, s_network), Key("1.30.0", gpu with { Name = "H100" }, s_network),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], Key("1.30.0", gpu with { }, s_network with { }));
        Assert.All(keys, k => Assert.Matches("^[0-9a-f]{32}$", k));

        static string Key(string version, GpuFacts facts, NetworkRequest network) => new EngineCache("unused", version, () => facts).KeyOf(network, TensorRtSettings.Of(network)).Hash();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_means_that_nothing_is_kept()
    {
        using TempFolder root = new();
        File.WriteAllText(root.Combine("file"), "in the way");
        Assert.Null(new EngineCache(root.Combine("file"), "1.30.0", GpuFacts.Read).FolderFor(s_network, []));
        Assert.Empty(TensorRtSettings.Caches(null));
    }

    private static IEnumerable<string> Text(IEnumerable<KeyValuePair<string, string>> settings) => settings.Select(s => $"{s.Key}={s.Value}");
}
