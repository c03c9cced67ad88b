using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using Quartz;

namespace DicomNode.SeriesLogging;

/// <summary>Removes logs of series that the index does not know: a stop or a full queue came between a series and the removal of its log.</summary>
[DisallowConcurrentExecution]
internal sealed class SweepSeriesLogsJob(SeriesLedger ledger, DataFolder folder, TimeProvider clock) : IJob
{
    /// <summary>A series is in the log before it is in the index; not by a day.</summary>
    private static readonly TimeSpan s_young = TimeSpan.FromDays(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder.Logs))
        {
            return;
        }

        DateTime before = (clock.GetUtcNow() - s_young).UtcDateTime;
        FileInfo[] old = [.. new DirectoryInfo(folder.Logs).EnumerateFiles().Where(f => f.LastWriteTimeUtc < before)];
        if (old.Length == 0)
        {
            return;
        }

        HashSet<string> known = [.. (await ledger.UidsAsync(cancellationToken)).Select(folder.SeriesLog)];
        foreach (FileInfo file in old.Where(f => !known.Contains(f.FullName)))
        {
            file.Delete();
        }
    }
}
