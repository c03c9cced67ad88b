using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network;

/// <summary>What a peer said of itself when it accepted an association. PS3.7 §D.3.3.</summary>
/// <param name="ImplementationClassUid">Printable.</param>
/// <param name="ImplementationVersionName">Printable; empty when it gave none.</param>
/// <param name="MaxPduLength">The largest P-DATA-TF body that it takes, in bytes; 0: no limit.</param>
/// <param name="OperationsInvoked">Of ours that may be outstanding; 0: no limit.</param>
public sealed record NegotiatedPeer(string ImplementationClassUid, string ImplementationVersionName, uint MaxPduLength, int OperationsInvoked)
{
    private const int LongestUid = 64;

    /// <summary>Nothing was negotiated yet.</summary>
    internal static NegotiatedPeer None { get; } = new("", "", 0, 1);

    internal static NegotiatedPeer Of(UserInformation user) => new(
        AeTitle.Printable(user.ImplementationClassUid, LongestUid), AeTitle.Printable(user.ImplementationVersionName), user.MaxPduLength,
        (user.AsynchronousWindow ?? AsynchronousWindow.Synchronous).Invoked);
}
