using System.Globalization;
using System.Text.RegularExpressions;
using DicomNode.Segmentation.Inference;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>The memory that the process may hold. A run that would need more is refused with the numbers, before it starts: killed, it would take the node with it.</summary>
/// <param name="bytes">Of the whole process.</param>
/// <param name="name">What an administrator would change: "Inference:MemoryLimit", "the machine's memory".</param>
public sealed partial class MemoryLimit(long bytes, string name)
{
    public long Bytes => bytes;

    /// <summary>What the machine has, or what its control group may take of it.</summary>
    public static MemoryLimit OfMachine
    {
        get
        {
            long machine = Kibibytes("/proc/meminfo", "MemTotal:") ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
            return Number("/sys/fs/cgroup/memory.max") is long group && group < machine ? new(group, "the control group's memory.max") : new(machine, "the machine's memory");
        }
    }

    /// <param name="text"><see cref="InferenceOptions.MemoryLimit"/>; null: that of the machine.</param>
    public static MemoryLimit Of(string? text)
    {
        if (text is null)
        {
            return OfMachine;
        }

        Match match = Pattern().Match(text);
        double amount = match.Success ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : throw new FormatException($"Inference:MemoryLimit is \"{text}\"; allowed is a number with MiB or GiB, such as \"6 GiB\".");
        return new((long)(amount * (match.Groups[2].Value == "GiB" ? 1L << 30 : 1L << 20)), $"Inference:MemoryLimit ({text})");
    }

    /// <param name="held">What the run needs and the process holds already.</param>
    /// <exception cref="InferenceException">It would be too much.</exception>
    public void Require(ModelFolder model, MemoryForecast forecast, long held)
    {
        long process = Environment.WorkingSet;
        if (process - held + forecast.Bytes > bytes)
        {
            throw new InferenceException(
                $"{model.Manifest.Id} would need {forecast}. With the {MemoryForecast.Gibibytes(process - held)} that the process holds that is more than {name} allows, {MemoryForecast.Gibibytes(bytes)}. " +
                "Send a series with fewer slices or take a model with a coarser grid or fewer classes; on a machine with more memory, raise the limit.",
                model.NetworkFile);
        }
    }

    private static long? Kibibytes(string file, string key) =>
        File.Exists(file) && File.ReadLines(file).FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal)) is string line
            ? long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10 : null;

    private static long? Number(string file) => File.Exists(file) && long.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    [GeneratedRegex(@"^\s*(\d+(?:\.\d+)?)\s*(MiB|GiB)\s*$")]
    private static partial Regex Pattern();
}
