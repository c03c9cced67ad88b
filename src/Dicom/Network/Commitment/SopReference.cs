namespace DicomNode.Dicom.Network.Commitment;

/// <summary>Names an instance.</summary>
public sealed record SopReference(string SopClassUid, string SopInstanceUid);
