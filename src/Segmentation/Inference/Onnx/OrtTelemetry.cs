using System.Runtime.InteropServices;

namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>
/// ONNX Runtime from 1.30 on gives a machine an identifier, keeps events about sessions and models in the home folder, and uploads them to its maker. A node in a
/// hospital does nothing of that: it is switched off before the library is loaded, and no setting of ours switches it on.
/// </summary>
internal static partial class OrtTelemetry
{
    /// <summary>Has to come before the library is loaded.</summary>
    public static void SwitchOff()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetEnvironment("ORT_DISABLE_TELEMETRY", "1", overwrite: 1); // .NET keeps a copy of the environment that native code does not see
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
