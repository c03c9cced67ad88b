namespace DicomNode.Dicom.Network.Commitment;

/// <summary>Takes the reports of archives that we asked for commitment, on whatever association they come.</summary>
public interface ICommitmentReportHandler
{
    /// <returns>What is answered to the archive: 0000H when the report is kept, 0115H when nothing is known of the transaction.</returns>
    ValueTask<DimseStatus> ReportedAsync(CommitmentReport report, AssociationInfo association, CancellationToken cancellationToken);
}
