using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DicomNode.Storage.Rows;

namespace DicomNode.Web.Views;

/// <summary>The life of a series as its rows tell it, in order: received, closed, segmented stage by stage, delivered. Of attempts that failed only the last is known here; the log of the series has the others.</summary>
internal static class SeriesTimeline
{
    public static IReadOnlyList<TimelineEntryView> Of(Series series, IReadOnlyList<Instance> instances, IEnumerable<Job> jobs) =>
        [.. OfReceiving(series, instances).Concat(jobs.SelectMany(OfJob)).OrderBy(e => e.At)]; // a stable order: what has one time stays as it is told

    private static IEnumerable<TimelineEntryView> OfReceiving(Series series, IReadOnlyList<Instance> instances)
    {
        int used = instances.Count(i => i.IsInUse);
        yield return new(series.FirstInstanceAt, TimelineKind.FirstInstance, $"The first instance came{(series.CallingAeTitle is string from ? $" from {from}" : "")}.");
        yield return new(series.LastInstanceAt, TimelineKind.LastInstance, $"The last of {Count(used, "instance")} came.", Seconds: (series.LastInstanceAt - series.FirstInstanceAt).TotalSeconds);
        if (series.ClosedAt is DateTime closed)
        {
            yield return new(closed, TimelineKind.Closed, $"Closed: {series.ClosedBy}.{(series.Generation > 1 ? string.Create(CultureInfo.InvariantCulture, $" Generation {series.Generation}.") : "")}");
        }

        if (series.State == SeriesState.Receiving && series.HoldUntil is DateTime held)
        {
            yield return new(held, TimelineKind.HeldOpen, $"Waits until then. {series.Reason}");
        }

        if (series.State == SeriesState.Waiting && series.AwaitUntil is DateTime awaited)
        {
            yield return new(awaited, TimelineKind.Awaiting, $"Other series of the study are waited for until then, for {string.Join(", ", series.Awaits)}. {series.Reason}");
        }

        foreach (Instance conflict in instances.Where(i => i.IsConflict))
        {
            yield return new(conflict.ReceivedAt, TimelineKind.Conflict, $"{conflict.SopInstanceUid} came with another content than before; the first is used.");
        }

        Instance[] late = [.. instances.Where(i => i.IsLate)];
        if (late.Length > 0)
        {
            yield return new(late.Min(i => i.ReceivedAt), TimelineKind.LateInstance, $"{Count(late.Length, "instance")} came after it was segmented and {(late.Length == 1 ? "is" : "are")} not in its results.");
        }
    }

    private static IEnumerable<TimelineEntryView> OfJob(Job job)
    {
        string image = job.SopInstanceUid is string uid ? $" on image {uid}" : "";
        yield return new(job.CreatedAt, TimelineKind.JobQueued, $"{job.ModelId} {job.ModelVersion} is queued{image}.", job.ModelId);
        if (job.StartedAt is DateTime started)
        {
            yield return new(started, TimelineKind.JobStarted, $"{job.ModelId} started{image}{(job.Attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $", attempt {job.Attempts}") : "")}.", job.ModelId);
            foreach (TimelineEntryView stage in OfStages(job, started))
            {
                yield return stage;
            }
        }

        foreach (Result result in job.Results)
        {
            yield return new(result.CreatedAt, TimelineKind.Result, $"{result.Kind} {result.SopInstanceUid} was made, {Kilobytes(result.Bytes)}.", job.ModelId);
        }

        foreach (JsonNode? finding in job.FinishedAt is null || job.Findings is null ? [] : JsonNode.Parse(job.Findings)!.AsArray())
        {
            yield return new(job.FinishedAt!.Value, TimelineKind.Finding, $"{finding!["check"]}: {finding["reason"]}", job.ModelId);
        }

        if (EndOf(job) is TimelineEntryView end)
        {
            yield return end;
        }

        foreach (TimelineEntryView delivery in job.Results.SelectMany(r => r.Deliveries.SelectMany(d => OfDelivery(d, r, job))))
        {
            yield return delivery;
        }
    }

    private static IEnumerable<TimelineEntryView> OfStages(Job job, DateTime started)
    {
        DateTime at = started;
        foreach ((string stage, double seconds) in job.StageSeconds is string json ? JsonSerializer.Deserialize<Dictionary<string, double>>(json)! : [])
        {
            yield return new(at, TimelineKind.Stage, stage, job.ModelId, Seconds: seconds);
            at += TimeSpan.FromSeconds(seconds);
        }
    }

    private static TimelineEntryView? EndOf(Job job)
    {
        DateTime at = job.FinishedAt ?? job.StartedAt ?? job.CreatedAt;
        return job.State switch
        {
            JobState.Done => new(at, TimelineKind.JobDone, $"{job.ModelId} made {Count(job.Results.Count, "object")} on {job.Provider}.", job.ModelId, Seconds: (at - job.StartedAt)?.TotalSeconds),
            JobState.Failed => new(at, TimelineKind.JobFailed, $"{job.ModelId} failed. {job.Reason}", job.ModelId),
            JobState.Blocked => new(at, TimelineKind.JobBlocked, $"{job.ModelId} waits. {job.Reason}", job.ModelId),
            JobState.Superseded => new(at, TimelineKind.JobSuperseded, $"{job.ModelId} is overtaken. {job.Reason}", job.ModelId),
            _ => null,
        };
    }

    private static IEnumerable<TimelineEntryView> OfDelivery(Delivery delivery, Result result, Job job)
    {
        string what = $"{result.Kind} to {delivery.Destination}";
        (DateTime at, TimelineKind kind, string text) = delivery.State switch
        {
            DeliveryState.Held => (delivery.CreatedAt, TimelineKind.DeliveryHeld, $"{what} is held. {delivery.HoldReason}"),
            DeliveryState.Delivered => (delivery.DeliveredAt ?? delivery.NextAttemptAt, TimelineKind.Delivered, $"{what} is delivered{Attempts(delivery)}."),
            DeliveryState.DeliveredWithWarning => (delivery.DeliveredAt ?? delivery.NextAttemptAt, TimelineKind.Delivered, $"{what} is delivered{Attempts(delivery)}, with a warning. {delivery.LastReason}"),
            DeliveryState.DeadLetter => (delivery.NextAttemptAt, TimelineKind.DeadLetter, $"{what} is given up{Attempts(delivery)}. {delivery.LastReason}"),
            DeliveryState.Superseded => (delivery.CreatedAt, TimelineKind.DeliverySuperseded, $"{what} is not sent. {delivery.LastReason}"),
            _ => (delivery.NextAttemptAt, TimelineKind.DeliveryWaits, $"{what} is {(delivery.State == DeliveryState.Sending ? "being sent" : "to be sent")}{Attempts(delivery)}. {delivery.LastReason}".TrimEnd()),
        };
        yield return new(at, kind, text, job.ModelId, delivery.Destination);
        if (delivery.ProvenAt is DateTime proven)
        {
            yield return new(proven, TimelineKind.Proven, $"{delivery.Destination} has shown that it keeps the {result.Kind}.", job.ModelId, delivery.Destination);
        }
    }

    private static string Attempts(Delivery delivery) => delivery.Attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $", attempt {delivery.Attempts}") : "";

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : string.Create(CultureInfo.InvariantCulture, $"{count} {what}s");

    private static string Kilobytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024d:0.#} KiB");
}
