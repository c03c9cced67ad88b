using DicomNode.Dicom.Network.Commitment;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.Dicom.Network;

/// <summary>What a <see cref="DicomServer"/> does for its peers, besides C-ECHO.</summary>
/// <param name="Store">C-STORE.</param>
public sealed record DicomServices(IStoreHandler Store)
{
    /// <summary>C-FIND of the study root model; null: not offered.</summary>
    public IQueryHandler? Query { get; init; }

    /// <summary>Storage commitment for instances that were sent to us; null: not offered.</summary>
    public ICommitmentHandler? Commitment { get; init; }

    /// <summary>Reports of archives that we asked for commitment; null: not taken.</summary>
    public ICommitmentReportHandler? CommitmentReports { get; init; }
}
