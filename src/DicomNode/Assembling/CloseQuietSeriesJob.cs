using System.Globalization;
using DicomNode.Configuration;
using DicomNode.Storage.Ledgers;
using Quartz;

namespace DicomNode.Assembling;

/// <summary>A series without a new instance for the quiet period is closed.</summary>
[DisallowConcurrentExecution]
internal sealed class CloseQuietSeriesJob(SeriesLedger ledger, NodeOptions options, TimeProvider clock, ILogger<CloseQuietSeriesJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        TimeSpan quiet = options.Assembling.QuietPeriod;
        string closedBy = string.Create(CultureInfo.InvariantCulture, $"no new instance for {quiet.TotalSeconds:0.###} s");
        foreach (string series in await ledger.CloseQuietAsync((clock.GetUtcNow() - quiet).UtcDateTime, closedBy, cancellationToken))
        {
            AssemblingLog.Closed(logger, series, closedBy);
        }
    }
}
