namespace DicomNode.Dicom.Network.Associations;

/// <summary>What we do for a SOP class.</summary>
/// <param name="AsScp">We perform what the peer asks for.</param>
/// <param name="AsScu">We take what a peer reports that is the SCP.</param>
/// <param name="TransferSyntaxUids">The best first; the first that a context proposes is taken.</param>
internal sealed record ServedClass(bool AsScp, bool AsScu, IReadOnlyList<string> TransferSyntaxUids);
