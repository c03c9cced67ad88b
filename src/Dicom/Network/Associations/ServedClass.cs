namespace DicomNode.Dicom.Network.Associations;

/// <summary>What we do for a SOP class.</summary>
/// <param name="AsScp">We perform what the peer asks for.</param>
/// <param name="AsScu">We take what a peer reports that is the SCP.</param>
/// <param name="ChooseTransferSyntax">Says which of those that a context proposes is taken; null: none.</param>
internal sealed record ServedClass(bool AsScp, bool AsScu, Func<IReadOnlyList<string>, string?> ChooseTransferSyntax);
