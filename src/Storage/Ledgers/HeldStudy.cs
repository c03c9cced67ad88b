namespace DicomNode.Storage.Ledgers;

/// <summary>A study as far as it is here.</summary>
public sealed record HeldStudy(string StudyInstanceUid, IReadOnlyList<HeldSeries> Series, IReadOnlyList<HeldResult> Results);

/// <summary>A received series.</summary>
/// <param name="Instances">Without those in conflict; at least one.</param>
/// <param name="FirstPath">Of one of its files, relative to the data folder.</param>
public sealed record HeldSeries(string SeriesInstanceUid, string? Modality, int Instances, string FirstPath);

/// <summary>An object that the node made. Each is a series of its own.</summary>
/// <param name="Kind">As its Modality (0008,0060): SEG, RTSTRUCT, …</param>
/// <param name="Path">Relative to the data folder.</param>
public sealed record HeldResult(string Kind, string SopInstanceUid, string SopClassUid, string Path);

/// <summary>A file that is here, received or made.</summary>
/// <param name="Path">Relative to the data folder.</param>
/// <param name="Sha256">As the row says: of the data set.</param>
public sealed record HeldInstance(string SopInstanceUid, string SopClassUid, string Path, string Sha256, long Bytes);
