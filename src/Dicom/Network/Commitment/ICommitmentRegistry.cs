namespace DicomNode.Dicom.Network.Commitment;

/// <summary>Remembers which commitments were asked for, over restarts too: a report may come hours later.</summary>
public interface ICommitmentRegistry
{
    /// <summary>Called before the archive is asked; must be durable when it returns.</summary>
    Task OpenedAsync(CommitmentTransaction transaction, CancellationToken cancellationToken);

    /// <summary>The archive could not be asked, or refused: there will be no report.</summary>
    Task VoidedAsync(string transactionUid, CancellationToken cancellationToken);

    /// <summary>A report came. What it says of instances that were not asked for is to be passed over.</summary>
    /// <param name="report">As it came.</param>
    /// <param name="archiveAeTitle">Who says so.</param>
    /// <param name="cancellationToken">The association is over.</param>
    /// <returns>False: no such transaction is open with this archive.</returns>
    Task<bool> ReportedAsync(CommitmentReport report, string archiveAeTitle, CancellationToken cancellationToken);
}
