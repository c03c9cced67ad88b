namespace DicomNode.Storage.Ledgers;

/// <summary>A delivery that the peer has answered with success and has not shown to keep.</summary>
/// <param name="Path">Of the result, relative to the data folder.</param>
/// <param name="DeliveredAt">UTC.</param>
/// <param name="AskedAt">When it was asked last; UTC.</param>
public sealed record UnprovenDelivery(long Id, string Path, string SopClassUid, string SopInstanceUid, DateTime DeliveredAt, DateTime? AskedAt);
