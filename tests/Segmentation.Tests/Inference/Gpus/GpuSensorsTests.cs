using DicomNode.Segmentation.Inference.Gpus;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Inference.Gpus;

public sealed class GpuSensorsTests : IDisposable
{
    private readonly TempFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_Jetson_tells_its_name_and_load_in_the_kernels_files()
    {
        Write("proc/device-tree/model", "NVIDIA Jetson Orin Nano Developer Kit\0");
        Write("sys/class/devfreq/17000000.gpu/device/of_node/name", "gpu\0");
        Write("sys/class/devfreq/17000000.gpu/device/load", "874\n");
        Write("sys/class/devfreq/13e40000.host1x/device/of_node/name", "host1x\0");

        Assert.Equal([new GpuState("NVIDIA Jetson Orin Nano Developer Kit", 87.4, null, null, null)], new JetsonGpu(_root.Path).Read());
    }

    [Fact]
    public void A_Jetson_that_hides_its_load_has_a_name_all_the_same()
    {
        Write("sys/class/devfreq/57000000.gpu/device/of_node/name", "gv11b\0");
        Write("sys/class/devfreq/57000000.gpu/device/load", "busy");

        Assert.Equal([new GpuState("GPU", null, null, null, null)], new JetsonGpu(_root.Path).Read());
    }

    [Fact]
    public void A_machine_without_any_of_it_has_no_GPU_and_no_trouble()
    {
        Assert.Empty(new JetsonGpu(_root.Path).Read());
        Assert.Null(NvmlLibrary.TryLoad("libno-such-library.so.1"));
        Assert.Null(NvmlLibrary.TryLoad("libsqlite3.so.0")); // a library, and not this one
    }

    private void Write(string path, string text)
    {
        string file = Path.Combine(_root.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
