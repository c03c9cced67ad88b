namespace DicomNode.Storage.Ledgers;

/// <summary>A result that may be sent to a destination in place of others.</summary>
/// <param name="SopInstanceUid">Of a result of the same job.</param>
/// <param name="NeedsSopClassUid">A SOP class that the peer has to take as well.</param>
public sealed record NewChoice(string SopInstanceUid, string? NeedsSopClassUid = null);
