using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>GPU, driver and TensorRT of this machine, as far as they tell. Null: not there, or not told.</summary>
/// <param name="Name">Of the first GPU, as CUDA names it.</param>
/// <param name="Driver">The CUDA version of the driver and what the kernel module says of itself.</param>
/// <param name="TensorRt">For example 100300.</param>
internal sealed record GpuFacts(string? Name, string? Driver, string? TensorRt)
{
    private static readonly string[] s_tensorRtFiles = ["libnvinfer.so.10", "libnvinfer.so.11", "libnvinfer.so.8", "libnvinfer.so"];

    // of a desktop's driver, and of a Jetson's board support
    private static readonly string[] s_driverFiles = ["/proc/driver/nvidia/version", "/etc/nv_tegra_release"];

    public static GpuFacts Read()
    {
        (string? name, string? cuda) = ReadCuda();
        string? module = s_driverFiles.Select(FirstLine).FirstOrDefault(l => l is not null);
        return new GpuFacts(name, (cuda, module) is (null, null) ? null : $"{cuda} {module}".Trim(), ReadTensorRt());
    }

    private static unsafe (string? Name, string? Driver) ReadCuda()
    {
        const int success = 0, nameLength = 256;
        if (!NativeLibrary.TryLoad("libcuda.so.1", out nint cuda))
        {
            return (null, null);
        }

        if (!NativeLibrary.TryGetExport(cuda, "cuInit", out nint init) || !NativeLibrary.TryGetExport(cuda, "cuDriverGetVersion", out nint getVersion)
            || !NativeLibrary.TryGetExport(cuda, "cuDeviceGetName", out nint getName) || ((delegate* unmanaged<uint, int>)init)(0) != success)
        {
            return (null, null);
        }

        int version;
        byte* text = stackalloc byte[nameLength];
        string? driver = ((delegate* unmanaged<int*, int>)getVersion)(&version) == success ? version.ToString(CultureInfo.InvariantCulture) : null;
        string? name = ((delegate* unmanaged<byte*, int, int, int>)getName)(text, nameLength, 0) == success ? Marshal.PtrToStringUTF8((nint)text) : null;
        return (name, driver);
    }

    private static unsafe string? ReadTensorRt()
    {
        foreach (string file in s_tensorRtFiles)
        {
            if (NativeLibrary.TryLoad(file, out nint library) && NativeLibrary.TryGetExport(library, "getInferLibVersion", out nint version))
            {
                return ((delegate* unmanaged<int>)version)().ToString(CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    private static string? FirstLine(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadLines(file, Encoding.ASCII).FirstOrDefault() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
