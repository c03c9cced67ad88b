namespace DicomNode.Storage.Ledgers;

/// <summary>One series that goes into a job of several.</summary>
/// <param name="Generation">That was looked at: if the series has another one by now, the job is not made.</param>
/// <param name="Digest">Names its instances.</param>
public sealed record NewJobInput(long SeriesId, int Generation, string Digest);
