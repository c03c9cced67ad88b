using System.Text.Json.Nodes;
using DicomNode.Storage.Rows;

namespace DicomNode.Web;

// What the API says. Times are UTC. No patient data: the index holds none.

/// <summary>One series in a list.</summary>
internal sealed record SeriesView(
    string SeriesInstanceUid, string StudyInstanceUid, SeriesState State, string? Reason, string? ClosedBy, string? Modality, string? CallingAeTitle,
    int Instances, int Conflicts, int Generation, DateTime FirstInstanceAt, DateTime LastInstanceAt, DateTime? ClosedAt)
{
    public static SeriesView Of(Series series, int instances, int conflicts) => new(
        series.SeriesInstanceUid, series.StudyInstanceUid, series.State, series.Reason, series.ClosedBy, series.Modality, series.CallingAeTitle,
        instances, conflicts, series.Generation, series.FirstInstanceAt, series.LastInstanceAt, series.ClosedAt);
}

/// <summary>One series with all that was done for it.</summary>
internal sealed record SeriesDetailView(SeriesView Series, IReadOnlyList<JobView> Jobs);

internal sealed record JobView(
    string Model, string ModelVersion, JobState State, string? Reason, int Attempts, int Generation, DateTime CreatedAt, DateTime? StartedAt,
    DateTime? FinishedAt, string? Provider, JsonNode? SecondsByStage, IReadOnlyList<ResultView> Results)
{
    public static JobView Of(Job job) => new(
        job.ModelId, job.ModelVersion, job.State, job.Reason, job.Attempts, job.Generation, job.CreatedAt, job.StartedAt,
        job.FinishedAt, job.Provider, job.StageSeconds is null ? null : JsonNode.Parse(job.StageSeconds), [.. job.Results.Select(ResultView.Of)]);
}

internal sealed record ResultView(
    string Kind, string SopInstanceUid, string SopClassUid, string Sha256, long Bytes, DateTime CreatedAt, IReadOnlyList<DeliveryView> Deliveries)
{
    public static ResultView Of(Result result) => new(
        result.Kind, result.SopInstanceUid, result.SopClassUid, result.Sha256, result.Bytes, result.CreatedAt,
        [.. result.Deliveries.Select(d => DeliveryView.Of(d, result))]);
}

internal sealed record DeliveryView(
    long Id, string Kind, string SopInstanceUid, string Destination, DeliveryState State, string? Status, string? Reason, int Attempts,
    DateTime CreatedAt, DateTime NextAttemptAt, DateTime? DeliveredAt)
{
    public static DeliveryView Of(Delivery delivery, Result result) => new(
        delivery.Id, result.Kind, result.SopInstanceUid, delivery.Destination, delivery.State, delivery.LastStatus is int status ? $"{status:X4}H" : null,
        delivery.LastReason, delivery.Attempts, delivery.CreatedAt, delivery.NextAttemptAt, delivery.DeliveredAt);
}
