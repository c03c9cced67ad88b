using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Calling;
using DicomNode.Dicom.Network.Dimse;

namespace DicomNode.Dicom.Network;

/// <summary>An open association to a peer. One request at a time. Dispose aborts what was not released.</summary>
public sealed partial class ClientAssociation : IAsyncDisposable
{
    private readonly RequestorSession _session;

    internal ClientAssociation(RequestorSession session) => _session = session;

    public PeerAddress Peer => _session.Peer;

    /// <summary>What the peer said of itself.</summary>
    public NegotiatedPeer Negotiated => _session.Negotiated;

    /// <summary>The peer takes this SOP class in this transfer syntax.</summary>
    public bool Accepts(string sopClassUid, string transferSyntaxUid) => _session.FindContext(sopClassUid, transferSyntaxUid) is not null;

    /// <summary>The transfer syntaxes in which the peer takes a SOP class, in the order of the proposal.</summary>
    public IReadOnlyList<string> AcceptedTransferSyntaxes(string sopClassUid) => _session.AcceptedTransferSyntaxes(sopClassUid);

    /// <summary>C-ECHO. PS3.7 §9.1.5. Verification has to be among the proposed contexts.</summary>
    public async Task<DimseStatus> EchoAsync(CancellationToken cancellationToken)
    {
        DimseResponse response = await _session.Requests
            .ExchangeAsync("C-ECHO", _session.AnyContext(Uids.Verification), CommandSet.Echo, null, cancellationToken).ConfigureAwait(false);
        return response.Status;
    }

    /// <summary>C-STORE. PS3.7 §9.1.1. A failure status is a value, not an exception; after an exception the association is over.</summary>
    /// <exception cref="PresentationContextRefusedException">The peer does not take the class in that transfer syntax; the association is still good.</exception>
    /// <exception cref="DicomNetworkException">The association is over.</exception>
    /// <exception cref="IOException">The instance could not be read; the association was aborted.</exception>
    public async Task<StoreResponse> StoreAsync(InstanceSource instance, CancellationToken cancellationToken)
    {
        AcceptedContext context = _session.FindContext(instance.SopClassUid, instance.TransferSyntaxUid)
            ?? throw new PresentationContextRefusedException(Peer, instance.SopClassUid, instance.TransferSyntaxUid);
        DimseResponse response = await _session.Requests
            .ExchangeAsync("C-STORE", context, id => CommandSet.Store(id, instance), instance.DataSet, cancellationToken).ConfigureAwait(false);
        return new(response.Status, response.Command.ErrorComment);
    }

    /// <summary>Ends the association in order and closes the connection.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken) => _session.ReleaseAsync(cancellationToken);

    /// <summary>Ends the association at once.</summary>
    public Task AbortAsync(CancellationToken cancellationToken) => _session.AbortAsync(cancellationToken);

    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
