using DicomNode.Committing;
using DicomNode.Configuration;
using DicomNode.Dicom.Network.Commitment;

namespace DicomNode.Diagnosing;

/// <summary>In the running node: its own listener takes the report.</summary>
internal sealed class NodeDesk(ArchiveCommitment commitment) : ICommitmentDesk
{
    public string? Deafness => null;

    public Task<CommitmentReport?> CommitAsync(PeerOptions peer, IReadOnlyList<SopReference> instances, TimeSpan wait, CancellationToken cancellationToken) =>
        commitment.CommitAsync(peer, instances, wait, cancellationToken);
}
