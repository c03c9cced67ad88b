using System.Text.Json.Nodes;
using DicomNode.Storage.Rows;

namespace DicomNode.Web.Views;

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
