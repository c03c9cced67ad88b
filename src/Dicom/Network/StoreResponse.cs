namespace DicomNode.Dicom.Network;

/// <summary>The peer's answer to a C-STORE.</summary>
/// <param name="ErrorComment">(0000,0902), at most 64 characters.</param>
public sealed record StoreResponse(DimseStatus Status, string? ErrorComment);
