namespace DicomNode.Dicom.Network;

/// <summary>What a server takes on an association that others ask for.</summary>
/// <param name="AsScp">It performs.</param>
/// <param name="AsScu">The caller performs, and reports to it.</param>
/// <param name="TransferSyntaxUids">Each would be taken if it were proposed alone.</param>
public sealed record OfferedClass(string SopClassUid, bool AsScp, bool AsScu, IReadOnlyList<string> TransferSyntaxUids);
