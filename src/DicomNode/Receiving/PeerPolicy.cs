using DicomNode.Configuration;
using DicomNode.Dicom.Network;

namespace DicomNode.Receiving;

/// <summary>Peers of the configuration may associate; others only when unknown peers are accepted.</summary>
internal sealed class PeerPolicy(NodeOptions options) : IAssociationPolicy
{
    private readonly HashSet<string> _known = [.. options.Peers.Select(p => p.AeTitle)];

    public AssociationVerdict Decide(AssociationAttempt attempt) =>
        options.AcceptUnknownPeers || _known.Contains(attempt.CallingAeTitle)
            ? AssociationVerdict.Accept
            : AssociationVerdict.CallingAeTitleNotRecognized;
}
