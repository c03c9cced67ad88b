using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using DicomNode.Security;

namespace DicomNode;

/// <summary>Calls the peers of the configuration, each as it wants to be called: our AE title, TLS where it is set.</summary>
internal sealed class PeerClient(NodeOptions options, NodeCertificates certificates, TimeProvider clock)
{
    /// <inheritdoc cref="DicomClient.RequestAsync(PeerAddress, IReadOnlyList{ProposedContext}, ClientServices, CancellationToken)"/>
    public Task<ClientAssociation> RequestAsync(
        PeerOptions peer, IReadOnlyList<ProposedContext> contexts, ClientServices services, CancellationToken cancellationToken) =>
        RequestAsync(peer, HowTo(peer), contexts, services, cancellationToken);

    /// <param name="how">What <see cref="HowTo"/> says, with other patience.</param>
    /// <inheritdoc cref="RequestAsync(PeerOptions, IReadOnlyList{ProposedContext}, ClientServices, CancellationToken)"/>
    public Task<ClientAssociation> RequestAsync(
        PeerOptions peer, DicomClientOptions how, IReadOnlyList<ProposedContext> contexts, ClientServices services, CancellationToken cancellationToken) =>
        new DicomClient(how, clock).RequestAsync(AddressOf(peer), contexts, services, cancellationToken);

    public DicomClientOptions HowTo(PeerOptions peer) =>
        new() { AeTitle = options.Listener.AeTitle, MaxPduLength = options.Listener.MaxPduLength, SecureAsync = certificates.SecureAsync(peer) };

    public static PeerAddress AddressOf(PeerOptions peer) => new(peer.AeTitle, peer.Host, peer.Port);
}
