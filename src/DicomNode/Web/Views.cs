using System.Text.Json.Nodes;
using DicomNode.Storage.Rows;

namespace DicomNode.Web;

// What the API says. Times are UTC. No patient data: the index holds none.

/// <summary>One series in a list.</summary>
/// <param name="Instances">In use.</param>
/// <param name="Late">Came after it was segmented and were ignored (Assembling:LateInstances).</param>
internal record SeriesView(
    string SeriesInstanceUid, string StudyInstanceUid, SeriesState State, string? Reason, EvidenceView Evidence, string? Modality, string? CallingAeTitle,
    int Instances, int Conflicts, int Late, int Generation, DateTime FirstInstanceAt, DateTime LastInstanceAt)
{
    public static SeriesView Of(Series series, int instances, int conflicts, int late) => new(
        series.SeriesInstanceUid, series.StudyInstanceUid, series.State, series.Reason, new(series.ClosedBy, series.ClosedAt, series.HoldUntil, series.Awaits, series.AwaitUntil), series.Modality,
        series.CallingAeTitle, instances, conflicts, late, series.Generation, series.FirstInstanceAt, series.LastInstanceAt);
}

/// <summary>Why the series counts as complete, or what it waits for.</summary>
/// <param name="HeldUntil">A slice seemed to be missing: it was, or is, waited for until then.</param>
/// <param name="Awaits">Models that need further series of the study.</param>
/// <param name="AwaitedUntil">Until when they are waited for.</param>
internal sealed record EvidenceView(string? ClosedBy, DateTime? ClosedAt, DateTime? HeldUntil, IReadOnlyList<string> Awaits, DateTime? AwaitedUntil);

/// <summary>One series with all that was done for it.</summary>
internal sealed record SeriesDetailView : SeriesView
{
    public SeriesDetailView(Series series, IReadOnlyList<Instance> files)
        : base(Of(series, files.Count(f => f.IsInUse), files.Count(f => f.IsConflict), files.Count(f => f.IsLate)))
    {
        InConflict = [.. files.Where(f => f.IsConflict).Select(f => ConflictView.Of(f, files))];
        Job[] jobs = [.. series.Jobs.Union(series.Uses.Select(u => u.Job!)).OrderBy(j => j.Id)];
        Jobs = [.. jobs.Select(JobView.Of)];
        Results = [.. jobs.SelectMany(j => j.Results.Select(r => ResultView.Of(r, j, series)))];
        Deliveries = [.. jobs.SelectMany(j => j.Results).SelectMany(r => r.Deliveries.Select(d => DeliveryView.Of(d, r)))];
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
/// <param name="Provider">What the results say that they were computed on.</param>
/// <param name="InputDigest">SHA-256 over the instances that went in.</param>
/// <param name="ModelHash">SHA-256 over the model's manifest and weights.</param>
/// <param name="Findings">What the gate found: check, structure, reason.</param>
/// <param name="Inputs">UIDs of the series that go into a model of several, in the order of its inputs; otherwise empty.</param>
/// <param name="SopInstanceUid">The one image that it is on; null: the series.</param>
internal sealed record JobView(
    string Model, string ModelVersion, JobState State, string? Reason, int Attempts, int Generation, DateTime CreatedAt, DateTime? StartedAt,
    DateTime? FinishedAt, string? Provider, string InputDigest, string? ModelHash, JsonNode? Findings, JsonNode? SecondsByStage, IReadOnlyList<string> Inputs, string? SopInstanceUid)
{
    public static JobView Of(Job job) => new(
        job.ModelId, job.ModelVersion, job.State, job.Reason, job.Attempts, job.Generation, job.CreatedAt, job.StartedAt,
        job.FinishedAt, job.Provider, job.InputDigest, job.ModelHash, JsonNode.Parse(job.Findings ?? "[]"), job.StageSeconds is null ? null : JsonNode.Parse(job.StageSeconds),
        [.. job.Inputs.Select(i => i.Series!.SeriesInstanceUid)], job.SopInstanceUid);
}

/// <summary>One result object; its file is at /api/v1/results/{sopInstanceUid}.</summary>
/// <param name="IsSuperseded">Instances came after it was made: it is not the series' result any more.</param>
internal sealed record ResultView(
    string Kind, string SopInstanceUid, string SopClassUid, string Model, string ModelVersion, int Generation, bool IsSuperseded, string Sha256, long Bytes, DateTime CreatedAt)
{
    public static ResultView Of(Result result, Job job, Series series) => new(
        result.Kind, result.SopInstanceUid, result.SopClassUid, job.ModelId, job.ModelVersion, job.Generation, IsOvertaken(job, series), result.Sha256, result.Bytes, result.CreatedAt);

    private static bool IsOvertaken(Job job, Series series) => job.SopInstanceUid is null
        && (job.Inputs.Count == 0 ? job.Generation < series.Generation : job.Inputs.Any(i => i.Generation < i.Series!.Generation));
}

/// <summary>One result on its way to one peer.</summary>
internal sealed record DeliveryView(
    long Id, string Kind, string SopInstanceUid, string Destination, DeliveryState State, string? Status, string? Reason, int Attempts,
    DateTime CreatedAt, DateTime NextAttemptAt, DateTime? DeliveredAt, DateTime? ProvenAt)
{
    public static DeliveryView Of(Delivery delivery, Result result) => new(
        delivery.Id, result.Kind, result.SopInstanceUid, delivery.Destination, delivery.State, delivery.LastStatus is int status ? $"{status:X4}H" : null,
        delivery.State == DeliveryState.Held ? delivery.HoldReason : delivery.LastReason, delivery.Attempts, delivery.CreatedAt, delivery.NextAttemptAt, delivery.DeliveredAt, delivery.ProvenAt);
}
