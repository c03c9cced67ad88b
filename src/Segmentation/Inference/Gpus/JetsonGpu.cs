using System.Globalization;

namespace DicomNode.Segmentation.Inference.Gpus;

/// <summary>The GPU inside a Jetson, which no management library describes: the kernel's device tree names the board, its frequency driver the load.</summary>
/// <param name="root">Where <c>proc</c> and <c>sys</c> are; <c>/</c> but for tests.</param>
internal sealed class JetsonGpu(string root)
{
    /// <summary>Names that the device tree gives the GPU: TX2, Xavier, Orin, and Orin with the mainline naming.</summary>
    private static readonly string[] s_names = ["gp10b", "gv11b", "ga10b", "gpu"];

    public IEnumerable<GpuState> Read()
    {
        string devices = Path.Combine(root, "sys/class/devfreq");
        if (!Directory.Exists(devices))
        {
            yield break;
        }

        foreach (string device in Directory.GetDirectories(devices).Order(StringComparer.Ordinal))
        {
            if (s_names.Contains(Text(Path.Combine(device, "device/of_node/name"))))
            {
                yield return new(Text(Path.Combine(root, "proc/device-tree/model")) ?? "GPU", BusyPercent(device), null, null, null);
            }
        }
    }

    /// <summary>The kernel counts in thousandths.</summary>
    private static double? BusyPercent(string device) =>
        double.TryParse(Text(Path.Combine(device, "device/load")), NumberStyles.Integer, CultureInfo.InvariantCulture, out double thousandths) ? thousandths / 10 : null;

    /// <summary>What is in a file of the kernel, where text ends with NUL or a new line.</summary>
    private static string? Text(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file).TrimEnd('\0', '\n') : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
