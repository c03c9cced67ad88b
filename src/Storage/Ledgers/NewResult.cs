using DicomNode.Storage.Files;

namespace DicomNode.Storage.Ledgers;

/// <summary>A result whose file is durable already.</summary>
public sealed record NewResult(string Kind, string SopInstanceUid, string SopClassUid, StoredInstance File);
