namespace DicomNode.Dicom.Iod;

/// <summary>
/// What makes a result the one it is. Every UID and time of its objects follows from this, so that building it again gives the same bytes.
/// </summary>
/// <param name="SeriesInstanceUid">The source series.</param>
/// <param name="InputDigest">Which instances of it, and of further inputs: <see cref="ResultUids.InputDigest"/>.</param>
/// <param name="ModelId">The model's manifest id.</param>
/// <param name="ModelVersion">The model's version.</param>
/// <param name="ModelHash">A hash of manifest and weights: a changed model with an unchanged version is another model.</param>
/// <param name="Time">When the job ran, in the time zone that the site writes; fixed once per job.</param>
public sealed record ResultIdentity(
    string SeriesInstanceUid, string InputDigest, string ModelId, string ModelVersion, string ModelHash, DateTimeOffset Time)
{
    /// <summary>A result of one series alone.</summary>
    public static ResultIdentity Of(SourceSeries source, string modelId, string modelVersion, string modelHash, DateTimeOffset time) =>
        new(source.SeriesInstanceUid, ResultUids.InputDigest(source.Slices.Select(s => s.SopInstanceUid)), modelId, modelVersion, modelHash, time);
}
