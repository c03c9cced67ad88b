using System.Diagnostics;
using DicomNode.Segmenting;
using DicomNode.Sending;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Observability.Traces;

/// <summary>
/// Tells the life of a series as spans: receive, assemble, each run of a model with its stages, each delivery with its attempts. Each is told when it is over, from
/// rows and clocks, and nothing is kept in between. Costs nothing while nobody listens.
/// </summary>
internal sealed class SeriesTracer(SeriesLedger ledger, TimeProvider clock) : IDisposable
{
    public const string SourceName = "DicomNode";
    private readonly ActivitySource _source = new(SourceName);

    /// <summary>A closed series was decided about.</summary>
    /// <param name="series">As it was before, with its jobs.</param>
    /// <param name="instances">In use.</param>
    public void Decided(Series series, IReadOnlyList<Instance> instances)
    {
        if (!_source.HasListeners() || series.ClosedAt is null)
        {
            return;
        }

        SeriesTrace trace = new(series.SeriesInstanceUid, series.Generation);
        DateTime earlier = series.Jobs.Where(j => j.Generation < series.Generation).Max(j => (DateTime?)j.CreatedAt) ?? DateTime.MinValue;
        foreach (IGrouping<string, Instance> sender in instances.Where(i => i.ReceivedAt > earlier).GroupBy(i => i.CallingAeTitle ?? ""))
        {
            using Activity? receive = Start("receive", ActivityKind.Server, trace.Root, trace.Span($"receive/{sender.Key}"), sender.Min(i => i.ReceivedAt));
            receive?.SetTag("dicomnode.peer", sender.Key).SetTag("dicomnode.instances", sender.Count()).SetTag("dicomnode.bytes", sender.Sum(i => i.Bytes));
            receive?.SetEndTime(sender.Max(i => i.ReceivedAt));
        }

        using Activity? assemble = Start("assemble", ActivityKind.Internal, trace.Root, trace.Span("assemble"), series.LastInstanceAt);
        assemble?.SetTag("dicomnode.closed_by", series.ClosedBy).AddEvent(new("closed", series.ClosedAt.Value));
        assemble?.SetEndTime(clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>A model ran, whatever came of it.</summary>
    public void Ran(JobRun run, DateTimeOffset ended)
    {
        if (!_source.HasListeners())
        {
            return;
        }

        Job job = run.Job;
        SeriesTrace trace = SeriesTrace.Of(job);
        if (job.Attempts == 1)
        {
            using Activity? wait = Start("wait for a segmenter", ActivityKind.Internal, trace.Root, trace.Span($"wait/{job.Id}"), job.CreatedAt);
            wait?.SetTag("dicomnode.model", job.ModelId).SetEndTime(run.Start.UtcDateTime);
        }

        ActivitySpanId id = trace.Span($"job/{job.Id}/{job.Attempts}");
        using Activity? span = Start("segment", ActivityKind.Internal, trace.Root, id, run.Start.UtcDateTime, Others(job));
        span?.SetTag("dicomnode.model", job.ModelId).SetTag("dicomnode.model_version", job.ModelVersion).SetTag("dicomnode.attempt", job.Attempts)
            .SetTag("dicomnode.outcome", run.Outcome).SetTag("dicomnode.provider", run.Report?.Provider)
            .SetStatus(run.Outcome is "failed" or "blocked" ? ActivityStatusCode.Error : ActivityStatusCode.Unset)
            .SetEndTime(ended.UtcDateTime);
        if (run is { Report: { } report, MadeAt: { } made })
        {
            DateTime at = made.UtcDateTime - TimeSpan.FromSeconds(report.Stages.Sum(s => s.Seconds)); // they follow each other, and the last ends with the run
            foreach (StageReport stage in report.Stages)
            {
                using Activity? part = Start(stage.Stage, ActivityKind.Internal, trace.Context(id), trace.Span($"stage/{job.Id}/{job.Attempts}/{stage.Stage}"), at);
                at += TimeSpan.FromSeconds(stage.Seconds);
                part?.SetEndTime(at);
            }

            using Activity? keep = Start("keep results", ActivityKind.Internal, trace.Context(id), trace.Span($"keep/{job.Id}/{job.Attempts}"), made.UtcDateTime);
            keep?.SetEndTime(ended.UtcDateTime);
        }
    }

    /// <summary>An attempt to deliver is over; perhaps the delivery is, too.</summary>
    /// <param name="attempt">Its result has job and series.</param>
    /// <param name="sent">Which of its choices was sent last.</param>
    public void Attempted(DeliveryAttempt attempt, Result sent, DeliveryVerdict verdict, DateTime ended)
    {
        if (!_source.HasListeners())
        {
            return;
        }

        Delivery delivery = attempt.Claim.Delivery;
        SeriesTrace trace = SeriesTrace.Of(attempt.Claim.Result.Job!);
        ActivitySpanId id = trace.Span($"delivery/{delivery.Id}");
        using (Activity? span = Start("attempt", ActivityKind.Client, trace.Context(id), trace.Span($"attempt/{delivery.Id}/{delivery.Attempts}"), attempt.At.UtcDateTime))
        {
            Describe(span, delivery, sent, verdict)?.SetTag("dicomnode.attempt", delivery.Attempts).SetEndTime(ended);
        }

        if (verdict.Outcome != DeliveryOutcome.TryAgain)
        {
            using Activity? whole = Start("deliver", ActivityKind.Internal, trace.Root, id, delivery.CreatedAt);
            Describe(whole, delivery, sent, verdict)?.SetTag("dicomnode.attempts", delivery.Attempts).SetEndTime(ended);
        }
    }

    /// <summary>Something about the series is over: when all of it is, the span over all the others is told. What an operator starts later makes it longer, under the same id.</summary>
    public async Task EndAsync(string seriesInstanceUid, CancellationToken cancellationToken)
    {
        if (!_source.HasListeners()
            || await ledger.FindAsync(seriesInstanceUid, cancellationToken) is not { State: SeriesState.Done or SeriesState.NotRouted or SeriesState.Incomplete or SeriesState.Failed or SeriesState.Unmatched } series)
        {
            return;
        }

        SeriesTrace trace = new(series.SeriesInstanceUid, series.Generation);
        DateTime start = series.Generation == 1 ? series.FirstInstanceAt : series.LastInstanceAt;
        using Activity? root = Start("series", ActivityKind.Internal, new(trace.TraceId, default, ActivityTraceFlags.Recorded, isRemote: true), trace.Root.SpanId, start);
        root?.SetTag("dicomnode.series_instance_uid", series.SeriesInstanceUid).SetTag("dicomnode.generation", series.Generation)
            .SetTag("dicomnode.modality", series.Modality).SetTag("dicomnode.state", series.State.ToString())
            .SetStatus(series.State == SeriesState.Failed ? ActivityStatusCode.Error : ActivityStatusCode.Unset)
            .SetEndTime(clock.GetUtcNow().UtcDateTime);
    }

    public void Dispose() => _source.Dispose();

    private static Activity? Describe(Activity? span, Delivery delivery, Result sent, DeliveryVerdict verdict) => span?
        .SetTag("dicomnode.destination", delivery.Destination).SetTag("dicomnode.kind", sent.Kind).SetTag("dicomnode.sop_instance_uid", sent.SopInstanceUid)
        .SetTag("dicomnode.outcome", SnakeCase.Of(verdict.Outcome)).SetTag("dicomnode.status", verdict.Status is int status ? $"{status:X4}H" : null)
        .SetStatus(verdict.Outcome is DeliveryOutcome.TryAgain or DeliveryOutcome.GiveUp ? ActivityStatusCode.Error : ActivityStatusCode.Unset);

    /// <summary>The traces of the other series that go into a job.</summary>
    private static IEnumerable<ActivityLink> Others(Job job) => job.Inputs
        .Where(i => i.SeriesId != job.SeriesId)
        .Select(i => new ActivityLink(new SeriesTrace(i.Series!.SeriesInstanceUid, i.Generation).Root));

    private Activity? Start(string name, ActivityKind kind, ActivityContext parent, ActivitySpanId id, DateTime at, IEnumerable<ActivityLink>? links = null)
    {
        Activity? span = _source.StartActivity(name, kind, parent, tags: null, links, new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)));
        if (span is not null)
        {
            ChosenSpanId.Set(span, id);
        }

        return span;
    }
}
