namespace DicomNode.Storage.Ledgers;

/// <summary>A series that is still open and has had no new instance for a moment.</summary>
/// <param name="CallingAeTitle">Who sent its first instance.</param>
/// <param name="LastInstanceAt">UTC.</param>
/// <param name="Instances">Conflicts not counted.</param>
public sealed record SettledSeries(string StudyInstanceUid, string SeriesInstanceUid, string? CallingAeTitle, DateTime LastInstanceAt, int Instances);
