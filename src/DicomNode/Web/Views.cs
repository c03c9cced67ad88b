using System.Text.Json.Nodes;
using DicomNode.Storage.Rows;

namespace DicomNode.Web;

// What the API says. Times are UTC. No patient data: the index holds none.

/// <summary>One series in a list.</summary>
internal record SeriesView(
    string SeriesInstanceUid, string StudyInstanceUid, SeriesState State, string? Reason, EvidenceView Evidence, string? Modality, string? CallingAeTitle,
    int Instances, int Conflicts, int Generation, DateTime FirstInstanceAt, DateTime LastInstanceAt)
{
    public static SeriesView Of(Series series, int instances, int conflicts) => new(
        series.SeriesInstanceUid, series.StudyInstanceUid, series.State, series.Reason, new(series.ClosedBy, series.ClosedAt, series.HoldUntil), series.Modality,
        series.CallingAeTitle, instances, conflicts, series.Generation, series.FirstInstanceAt, series.LastInstanceAt);
}

/// <summary>Why the series counts as complete, or what it waits for.</summary>
/// <param name="HeldUntil">A slice seemed to be missing: it was, or is, waited for until then.</param>
internal sealed record EvidenceView(string? ClosedBy, DateTime? ClosedAt, DateTime? HeldUntil);

/// <summary>One series with all that was done for it.</summary>
internal sealed record SeriesDetailView : SeriesView
{
    public SeriesDetailView(Series series, IReadOnlyList<Instance> files)
        : base(Of(series, files.Count(f => !f.IsConflict), files.Count(f => f.IsConflict)))
    {
        InConflict = [.. files.Where(f => f.IsConflict).Select(f => ConflictView.Of(f, files))];
        Jobs = [.. series.Jobs.Select(JobView.Of)];
        Results = [.. series.Jobs.SelectMany(j => j.Results.Select(r => ResultView.Of(r, j, series)))];
        Deliveries = [.. series.Jobs.SelectMany(j => j.Results).SelectMany(r => r.Deliveries.Select(d => DeliveryView.Of(d, r)))];
    }

    /// <summary>Contents that came later under a SOP Instance UID that was here before.</summary>
    public IReadOnlyList<ConflictView> InConflict { get; }

    public IReadOnlyList<JobView> Jobs { get; }

    public IReadOnlyList<ResultView> Results { get; }

    public IReadOnlyList<DeliveryView> Deliveries { get; }
}

/// <summary>A second content under one SOP Instance UID: the first is used, this one is kept aside.</summary>
/// <param name="Path">Below the data folder.</param>
/// <param name="Sha256">Of its data set.</param>
/// <param name="FirstSha256">Of the data set in use.</param>
internal sealed record ConflictView(string SopInstanceUid, string? CallingAeTitle, DateTime ReceivedAt, string Path, string Sha256, string? FirstSha256)
{
    public static ConflictView Of(Instance conflict, IEnumerable<Instance> all) => new(
        conflict.SopInstanceUid, conflict.CallingAeTitle, conflict.ReceivedAt, conflict.Path, conflict.Sha256,
        all.FirstOrDefault(i => !i.IsConflict && i.SopInstanceUid == conflict.SopInstanceUid)?.Sha256);
}

/// <summary>One model on one generation of a series.</summary>
internal sealed record JobView(
    string Model, string ModelVersion, JobState State, string? Reason, int Attempts, int Generation, DateTime CreatedAt, DateTime? StartedAt,
    DateTime? FinishedAt, string? Provider, JsonNode? SecondsByStage)
{
    public static JobView Of(Job job) => new(
        job.ModelId, job.ModelVersion, job.State, job.Reason, job.Attempts, job.Generation, job.CreatedAt, job.StartedAt,
        job.FinishedAt, job.Provider, job.StageSeconds is null ? null : JsonNode.Parse(job.StageSeconds));
}

/// <summary>One result object; its file is at /api/v1/results/{sopInstanceUid}.</summary>
/// <param name="IsSuperseded">Instances came after it was made: it is not the series' result any more.</param>
internal sealed record ResultView(
    string Kind, string SopInstanceUid, string SopClassUid, string Model, string ModelVersion, int Generation, bool IsSuperseded, string Sha256, long Bytes, DateTime CreatedAt)
{
    public static ResultView Of(Result result, Job job, Series series) => new(
        result.Kind, result.SopInstanceUid, result.SopClassUid, job.ModelId, job.ModelVersion, job.Generation, job.Generation < series.Generation, result.Sha256, result.Bytes, result.CreatedAt);
}

/// <summary>One result on its way to one peer.</summary>
internal sealed record DeliveryView(
    long Id, string Kind, string SopInstanceUid, string Destination, DeliveryState State, string? Status, string? Reason, int Attempts,
    DateTime CreatedAt, DateTime NextAttemptAt, DateTime? DeliveredAt, DateTime? ProvenAt)
{
    public static DeliveryView Of(Delivery delivery, Result result) => new(
        delivery.Id, result.Kind, result.SopInstanceUid, delivery.Destination, delivery.State, delivery.LastStatus is int status ? $"{status:X4}H" : null,
        delivery.LastReason, delivery.Attempts, delivery.CreatedAt, delivery.NextAttemptAt, delivery.DeliveredAt, delivery.ProvenAt);
}
