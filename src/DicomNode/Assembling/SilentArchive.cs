namespace DicomNode.Assembling;

/// <summary>No archive is asked: evidence comes from the associations and from the images.</summary>
internal sealed class SilentArchive : IArchiveCounts
{
    public Task<ArchiveCount?> AskAsync(string callingAeTitle, string seriesInstanceUid, CancellationToken cancellationToken) => Task.FromResult<ArchiveCount?>(null);
}
