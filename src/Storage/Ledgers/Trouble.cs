namespace DicomNode.Storage.Ledgers;

/// <summary>A row that somebody should hear of.</summary>
/// <param name="Subject">Whom or what it is about: a peer, a model, an AE title.</param>
/// <param name="At">When it came to this.</param>
/// <param name="What">What the row stands for, such as the kind of result.</param>
/// <param name="Reason">Why, in words of ours; null where only a peer's words are known, which may name a patient.</param>
/// <param name="Status">The DIMSE status of a peer's answer.</param>
public sealed record Trouble(string Subject, DateTime At, string SeriesInstanceUid, string What, string? Reason, int? Status = null);
