using System.Globalization;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmenting;

/// <summary>Times the stages of a run and notes the most memory that the process held in each. The next stage ends the one before.</summary>
internal sealed class StageMeter(TimeProvider clock, IProgress<PipelineProgress>? progress) : IProgress<PipelineProgress>
{
    private readonly List<StageReport> _stages = [];
    private readonly Lock _lock = new(); // windows may be reported by several threads
    private string? _stage;
    private long _since;

    public void Begin(string stage) => Report(new PipelineProgress(stage, 0, 1));

    public void Report(PipelineProgress value)
    {
        lock (_lock)
        {
            if (value.Stage != _stage)
            {
                Close();
                _stage = value.Stage;
                _since = clock.GetTimestamp();
                ResetPeak();
            }
        }

        progress?.Report(value);
    }

    public IReadOnlyList<StageReport> End()
    {
        lock (_lock)
        {
            Close();
            _stage = null;
            return [.. _stages];
        }
    }

    private void Close()
    {
        if (_stage is not null)
        {
            _stages.Add(new(_stage, Math.Round(clock.GetElapsedTime(_since).TotalSeconds, 3), PeakMiB()));
        }
    }

    // proc(5): writing 5 to clear_refs sets the peak back to the present size
    private static void ResetPeak()
    {
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the peak is then that of the whole process
        }
    }

    private static double? PeakMiB()
    {
        try
        {
            string? line = File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kib, ..]
                ? Math.Round(double.Parse(kib.Trim(), CultureInfo.InvariantCulture) / 1024, 1)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
