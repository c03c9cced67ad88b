using DicomNode.Configuration;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Committing;

/// <summary>Asks a peer to take responsibility for instances that were sent to it: the proof that something has to wait for before it may be deleted here.</summary>
internal sealed class ArchiveCommitment(StorageCommitmentScu scu, CommitmentLedger ledger, PeerClient client)
{
    private static readonly TimeSpan s_holdFor = TimeSpan.FromSeconds(5);

    /// <param name="peer">Whom results are sent to.</param>
    /// <param name="instances">At most some ten thousand: one message names them all.</param>
    /// <param name="wait">For the report. One that comes later is in the ledger.</param>
    /// <param name="cancellationToken">Stops waiting; the request stands.</param>
    /// <returns>Null: no report yet.</returns>
    /// <exception cref="CommitmentRefusedException">The peer says no.</exception>
    /// <exception cref="Dicom.Network.DicomNetworkException">It cannot be asked.</exception>
    public Task<CommitmentReport?> CommitAsync(PeerOptions peer, IReadOnlyList<SopReference> instances, TimeSpan wait, CancellationToken cancellationToken) => scu.CommitAsync(
        (services, token) => client.RequestAsync(peer, [Dicom.Network.ClientAssociation.CommitmentContext], services, token),
        CommitmentTransaction.Create(peer.AeTitle, instances), s_holdFor, wait, cancellationToken);

    /// <summary>Those of the instances that the peer has committed to, whenever that was.</summary>
    public Task<IReadOnlySet<string>> CommittedAsync(PeerOptions peer, IReadOnlyList<string> sopInstanceUids, CancellationToken cancellationToken) =>
        ledger.CommittedAsync(peer.AeTitle, sopInstanceUids, cancellationToken);
}
