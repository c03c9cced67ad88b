using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Network;

/// <summary>The peer accepted the association, but not this SOP class in this transfer syntax. PS3.8 Table 9-18.</summary>
public sealed class PresentationContextRefusedException(PeerAddress peer, string sopClassUid, string? transferSyntaxUid)
    : DicomNetworkException($"{peer} does not take {Named(sopClassUid)}{(transferSyntaxUid is null ? "" : $" in {Named(transferSyntaxUid)}")}.")
{
    public string SopClassUid { get; } = sopClassUid;

    /// <summary>Null when no transfer syntax of the class was accepted or none was asked for.</summary>
    public string? TransferSyntaxUid { get; } = transferSyntaxUid;

    public override bool IsTransient => false;

    private static string Named(string uid) => DicomDictionary.FindUid(uid) is { } entry ? $"{entry.Name} ({uid})" : uid;
}
