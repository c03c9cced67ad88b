namespace DicomNode.Storage.Ledgers;

/// <summary>What a search is narrowed to; an empty list narrows nothing.</summary>
public sealed record HoldingsFilter(IReadOnlyList<string> StudyInstanceUids, IReadOnlyList<string> SeriesInstanceUids, IReadOnlyList<string> SopInstanceUids);
