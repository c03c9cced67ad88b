using DicomNode.Configuration;
using DicomNode.Segmenting;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Gate;

/// <summary>Tells log and metrics what was found about results, and which of them are held for it.</summary>
internal sealed class GateReport(NodeOptions options, SegmentingMetrics metrics, ILogger<GateReport> logger)
{
    /// <param name="holds">Destinations that do not get the results before somebody has looked, with the reason.</param>
    public void Tell(Job job, IReadOnlyList<GateFinding> findings, IReadOnlyDictionary<string, string> holds)
    {
        GatePolicy policy = GatePolicy.Of(options.Routes, job.ModelId);
        string series = job.Series!.SeriesInstanceUid;
        foreach (GateFinding finding in findings)
        {
            GateAction action = policy.For(finding.Check);
            metrics.Found(finding.Check, action);
            GateLog.Found(logger, action == GateAction.Send ? LogLevel.Information : LogLevel.Warning, series, job.ModelId, finding.Check, action, finding.Reason);
        }

        foreach ((string destination, string reason) in holds)
        {
            GateLog.Held(logger, series, job.ModelId, destination, reason);
        }
    }

    /// <summary>An operator has looked.</summary>
    public void Released(HeldDeliveries which, int count)
    {
        if (count > 0)
        {
            GateLog.Released(logger, count, which.SeriesInstanceUid, which.DeliveryId, which.Destination);
        }
    }
}
