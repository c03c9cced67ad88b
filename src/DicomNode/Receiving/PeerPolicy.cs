using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Security;

namespace DicomNode.Receiving;

/// <summary>
/// Peers of the configuration may associate; others only when unknown peers are accepted. An AE title is no proof of anything: with a port
/// for TLS, a peer that speaks TLS is taken there only, and with one of its certificates where some are named.
/// </summary>
internal sealed class PeerPolicy(NodeOptions options) : IAssociationPolicy
{
    private readonly ILookup<string, PeerOptions> _peers = options.Peers.ToLookup(p => p.AeTitle, StringComparer.Ordinal);
    private readonly bool _hasTlsPort = options.Listener.Tls?.Port is not null;

    public AssociationVerdict Decide(AssociationAttempt attempt) =>
        Objection(attempt.CallingAeTitle, attempt.Security) is null ? AssociationVerdict.Accept : AssociationVerdict.CallingAeTitleNotRecognized;

    /// <returns>Null: it may call. Otherwise what an administrator would do if it should.</returns>
    public string? Objection(string callingAeTitle, PeerSecurity? security)
    {
        PeerOptions[] named = [.. _peers[callingAeTitle]];
        return named.Length == 0
            ? options.AcceptUnknownPeers ? null : "Add it to Peers, or set AcceptUnknownPeers, if it may send to this node."
            : named.Any(p => Objection(p, security) is null) ? null : Objection(named[0], security);
    }

    private string? Objection(PeerOptions peer, PeerSecurity? security) => peer.Tls switch
    {
        null => null,
        _ when !_hasTlsPort => null, // it is called over TLS and calls plain: there is no other way in
        _ when security is null => $"It called without TLS, and Peers has Tls for \"{peer.Name}\": have it call port {options.Listener.Tls!.Port} with TLS, or set its Tls to false.",
        { CallerCertificates.Count: 0 } => null,
        _ when security.Certificate is null => $"It showed no certificate, and \"{peer.Name}\" is bound to one (Tls:CallerCertificates).",
        { CallerCertificates: var bound } when bound.Any(security.Certificate.Is) => null,
        _ => $"Its certificate ({security.Certificate.Subject}, SHA-256 {security.Certificate.Sha256}) is none of \"{peer.Name}\" (Tls:CallerCertificates): somebody else uses this AE title, or the certificate is new.",
    };

    public bool IsKnown(AssociationAttempt attempt) => _peers.Contains(attempt.CallingAeTitle);
}
