using System.Globalization;
using DicomNode.Testing;

namespace DicomNode.Bench;

/// <summary>Commands of bash, timed by it: what they start counts too.</summary>
internal static class TimedShell
{
    public static async Task<DecodeCost> RunAsync(string command, CancellationToken cancellationToken)
    {
        ProcessOutcome outcome = await ExternalProcess.RunAsync("bash", ["-e", "-c", $"TIMEFORMAT='%R %U %S'; time {command}"], TimeSpan.FromMinutes(10), cancellationToken: cancellationToken);
        if (outcome.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command}: {outcome.Output}");
        }

        double[] times = [.. outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ').Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
        return new(times[0], times[1] + times[2]);
    }
}
