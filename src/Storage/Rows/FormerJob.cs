namespace DicomNode.Storage.Rows;

/// <summary>
/// What stays of a job whose series was removed: the date in its results. When the series is sent again they are the same bytes as those that
/// archives hold under the same UIDs.
/// </summary>
public sealed class FormerJob
{
    public required string SeriesInstanceUid { get; set; }

    public required string ModelId { get; set; }

    public required string ModelVersion { get; set; }

    /// <inheritdoc cref="Job.InputDigest"/>
    public required string InputDigest { get; set; }

    /// <inheritdoc cref="Job.ResultTime"/>
    public DateTime ResultTime { get; set; }

    /// <inheritdoc cref="Job.Provider"/>
    public string? Provider { get; set; }
}
