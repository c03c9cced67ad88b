namespace DicomNode.Storage.Ledgers;

/// <summary>Instances of one class and study that one sender sent.</summary>
/// <param name="Since">When the first of them came.</param>
/// <param name="SopInstanceUid">One of them.</param>
public sealed record HeldTransfer(string StudyInstanceUid, string? CallingAeTitle, string SopClassUid, int Instances, DateTime Since, string SopInstanceUid);
