using DicomNode.Storage.Files;

namespace DicomNode.Storage.Ledgers;

/// <summary>A durable file and what the index keeps about it.</summary>
/// <param name="ReceivedAt">UTC.</param>
public sealed record ReceivedInstance(
    StoredInstance File,
    string StudyInstanceUid,
    string SeriesInstanceUid,
    string SopInstanceUid,
    string SopClassUid,
    string TransferSyntaxUid,
    string? Modality,
    string? FrameOfReferenceUid,
    string? CallingAeTitle,
    DateTime ReceivedAt);
