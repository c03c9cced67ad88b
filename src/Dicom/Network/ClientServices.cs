using DicomNode.Dicom.Network.Commitment;

namespace DicomNode.Dicom.Network;

/// <summary>What a peer may ask of us on an association that we asked for. Nothing, unless a handler is set.</summary>
public sealed record ClientServices
{
    public static ClientServices None { get; } = new();

    /// <summary>Takes the sub-operations of a C-GET; their classes are proposed with <see cref="ProposedContext.AsScp"/>.</summary>
    public IStoreHandler? Store { get; init; }

    /// <summary>Takes the report on a commitment that was asked for on the association, when the archive is fast.</summary>
    public ICommitmentReportHandler? CommitmentReports { get; init; }

    public INetworkObserver Observer { get; init; } = new SilentObserver();
}
