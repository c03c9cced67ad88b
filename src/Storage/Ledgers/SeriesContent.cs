namespace DicomNode.Storage.Ledgers;

/// <summary>Tells what a series holds from what it held before: equal as long as the same instances are in use.</summary>
/// <param name="InUse">How many.</param>
/// <param name="LastInstanceId">The row that came last, in use or not.</param>
public sealed record SeriesContent(int Generation, int InUse, long LastInstanceId);
