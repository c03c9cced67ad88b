using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using DicomNode.Security;

namespace DicomNode;

/// <summary>Calls the peers of the configuration, each as it wants to be called: our AE title, TLS where it is set.</summary>
internal sealed class PeerClient(NodeOptions options, NodeCertificates certificates, TimeProvider clock)
{
    /// <inheritdoc cref="DicomClient.RequestAsync(PeerAddress, IReadOnlyList{ProposedContext}, ClientServices, CancellationToken)"/>
    public Task<ClientAssociation> RequestAsync(
        PeerOptions peer, IReadOnlyList<ProposedContext> contexts, ClientServices services, CancellationToken cancellationToken)
    {
        DicomClientOptions how = new() { AeTitle = options.Listener.AeTitle, MaxPduLength = options.Listener.MaxPduLength, SecureAsync = certificates.SecureAsync(peer) };
        return new DicomClient(how, clock).RequestAsync(new(peer.AeTitle, peer.Host, peer.Port), contexts, services, cancellationToken);
    }
}
