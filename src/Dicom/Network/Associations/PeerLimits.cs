using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network.Associations;

/// <summary>What a peer's maximum length means for what we send. PS3.8 §D.1.</summary>
internal static class PeerLimits
{
    /// <summary>Header of a PDV and one pair of bytes.</summary>
    private const int Smallest = PresentationDataValue.HeaderLength + 2;

    /// <summary>The longest P-DATA-TF body to send: the peer's, no longer than <paramref name="ours"/>, which is also what "unlimited" means.</summary>
    /// <exception cref="PduException">Nothing fits.</exception>
    public static int MaxPduLength(UserInformation peer, int ours) => peer.MaxPduLength switch
    {
        0 => ours,
        < Smallest => throw PduException.Invalid($"The peer takes P-DATA-TF of {peer.MaxPduLength} bytes, which have no room for data."),
        uint length => (int)Math.Min(length, (uint)ours),
    };
}
