namespace DicomNode.Dicom.Network.Commitment;

/// <summary>The archive's side of storage commitment. Called from many associations at once.</summary>
public interface ICommitmentHandler
{
    /// <summary>Takes a request; what is returned is answered, and 0000H promises a report. Must not verify anything here: the association waits.</summary>
    /// <param name="request">Its UIDs are valid.</param>
    /// <param name="returnPath">For the report, once the request is answered.</param>
    /// <param name="cancellationToken">The association is over.</param>
    ValueTask<DimseStatus> RequestedAsync(CommitmentRequest request, ICommitmentReturnPath returnPath, CancellationToken cancellationToken);
}

/// <summary>The association that a request came on.</summary>
public interface ICommitmentReturnPath
{
    /// <summary>N-EVENT-REPORT on it. Waits until the request is answered.</summary>
    /// <returns>False: the association is over, or the peer did not take the report. It goes out on a new one then: <see cref="ClientAssociation.ReportCommitmentAsync"/>.</returns>
    Task<bool> TryReportAsync(CommitmentReport report, CancellationToken cancellationToken);
}
