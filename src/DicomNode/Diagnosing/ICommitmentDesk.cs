using DicomNode.Configuration;
using DicomNode.Dicom.Network.Commitment;

namespace DicomNode.Diagnosing;

/// <summary>Asks for storage commitment and takes the report, wherever this runs: in the node, or beside it.</summary>
internal interface ICommitmentDesk
{
    /// <summary>Why a report that the peer brings on an association of its own would not be seen; null: it would.</summary>
    string? Deafness { get; }

    /// <returns>Null: no report came.</returns>
    /// <exception cref="CommitmentRefusedException">The peer says no.</exception>
    /// <exception cref="Dicom.Network.DicomNetworkException">It cannot be asked.</exception>
    Task<CommitmentReport?> CommitAsync(PeerOptions peer, IReadOnlyList<SopReference> instances, TimeSpan wait, CancellationToken cancellationToken);
}
