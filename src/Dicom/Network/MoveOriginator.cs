namespace DicomNode.Dicom.Network;

/// <summary>Whose C-MOVE made a C-STORE happen: (0000,1030) and (0000,1031). PS3.7 §9.1.1.1.</summary>
public sealed record MoveOriginator(string AeTitle, ushort MessageId);
