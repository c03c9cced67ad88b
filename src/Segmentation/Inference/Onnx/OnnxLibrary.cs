using System.Runtime.InteropServices;

namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>Where the native library is.</summary>
public static class OnnxLibrary
{
    private const string FileName = "libonnxruntime.so.1";

    /// <param name="configured">Inference:Library; null: the library that the build put beside the program.</param>
    /// <exception cref="InferenceException">There is none.</exception>
    public static string Locate(string? configured)
    {
        if (!string.IsNullOrWhiteSpace(configured))
        {
            string path = Path.GetFullPath(configured);
            return File.Exists(path) ? path : throw new InferenceException($"Inference:Library names {path}, which does not exist.", path);
        }

        string native = Path.Combine(AppContext.BaseDirectory, "runtimes", $"linux-{Architecture}", "native", FileName);
        return File.Exists(native)
            ? native
            : throw new InferenceException($"ONNX Runtime is not at {native}. Build with Node.js and npm present, or set Inference:Library to a libonnxruntime.so of 1.17 or later.", native);
    }

    private static string Architecture => RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "x64";
}
