using DicomNode.Storage.Rows;

namespace DicomNode.Web.Views;

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
