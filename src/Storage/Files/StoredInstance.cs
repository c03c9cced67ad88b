namespace DicomNode.Storage.Files;

/// <summary>A Part 10 file that survives a power cut.</summary>
/// <param name="Path">Relative to the data folder, with '/'.</param>
/// <param name="Sha256">Of the data set without its meta group, 64 lower-case hex digits.</param>
/// <param name="Bytes">Length of the file.</param>
public sealed record StoredInstance(string Path, string Sha256, long Bytes, StoreOutcome Outcome);
