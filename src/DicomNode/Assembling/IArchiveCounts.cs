namespace DicomNode.Assembling;

/// <summary>Asks the archive behind a sender how much of a series it holds.</summary>
internal interface IArchiveCounts
{
    /// <param name="callingAeTitle">Who sent the series to us.</param>
    /// <returns>Null: it is no peer that answers queries, it does not know the series, or it did not answer in time.</returns>
    Task<ArchiveCount?> AskAsync(string callingAeTitle, string studyInstanceUid, string seriesInstanceUid, CancellationToken cancellationToken);
}
