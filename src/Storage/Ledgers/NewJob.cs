namespace DicomNode.Storage.Ledgers;

/// <summary>What a route asks for.</summary>
/// <param name="Outputs">Kinds of result: SEG, RTSTRUCT.</param>
/// <param name="Destinations">Names of peers.</param>
/// <param name="Priority">A higher one runs first.</param>
public sealed record NewJob(string ModelId, string ModelVersion, string InputDigest, IReadOnlyList<string> Outputs, IReadOnlyList<string> Destinations, int Priority = 0)
{
    /// <summary>Of several series, in the order of the model's inputs; empty: the series that is decided about.</summary>
    public IReadOnlyList<NewJobInput> Inputs { get; init; } = [];

    /// <summary>The series whose grid the result has; null: the one that is decided about.</summary>
    public long? ReferenceSeriesId { get; init; }

    /// <summary>The one image that it is on; null: the whole series.</summary>
    public string? SopInstanceUid { get; init; }

    /// <summary>Why it cannot run yet: the model cannot be used. Its version is then empty.</summary>
    public string? Hindrance { get; init; }
}
