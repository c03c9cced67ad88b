namespace DicomNode.Storage.Ledgers;

/// <summary>A series that nothing is left to do for.</summary>
public sealed record RemovableSeries(long Id, string SeriesInstanceUid, int Generation);
