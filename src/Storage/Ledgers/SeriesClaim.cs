namespace DicomNode.Storage.Ledgers;

/// <summary>The right to decide about one closed series, until the lease runs out or an instance comes late.</summary>
public sealed record SeriesClaim(long SeriesId, string SeriesInstanceUid, int Generation, long FencingToken);
