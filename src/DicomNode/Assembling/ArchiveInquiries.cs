using System.Collections.Concurrent;

namespace DicomNode.Assembling;

/// <summary>One question per state of a series, asked beside the schedule: an archive that answers late delays nobody.</summary>
internal sealed class ArchiveInquiries(IArchiveCounts archive)
{
    private readonly ConcurrentDictionary<string, Inquiry> _asked = new();

    /// <summary>Asks unless it was asked about this state of the series.</summary>
    /// <param name="lastInstanceAt">Names the state: its last instance, or the end of a wait for more.</param>
    /// <returns>Whether the answer is there; its result is null when the archive had none.</returns>
    public Task<ArchiveCount?> About(string studyInstanceUid, string seriesInstanceUid, string? callingAeTitle, DateTime lastInstanceAt, CancellationToken cancellationToken)
    {
        if (callingAeTitle is null)
        {
            return Task.FromResult<ArchiveCount?>(null);
        }

        if (!_asked.TryGetValue(seriesInstanceUid, out Inquiry? inquiry) || inquiry.LastInstanceAt != lastInstanceAt)
        {
            inquiry = new(lastInstanceAt, archive.AskAsync(callingAeTitle, studyInstanceUid, seriesInstanceUid, cancellationToken));
            _asked[seriesInstanceUid] = inquiry;
        }

        return inquiry.Answer;
    }

    /// <summary>The answer for this state of the series, if it came. Asks nothing.</summary>
    public ArchiveCount? Known(string seriesInstanceUid, DateTime lastInstanceAt) =>
        _asked.TryGetValue(seriesInstanceUid, out Inquiry? inquiry) && inquiry.LastInstanceAt == lastInstanceAt && inquiry.Answer.IsCompletedSuccessfully
            ? inquiry.Answer.Result
            : null;

    /// <summary>The series is decided about, or shall be asked about again.</summary>
    public void Forget(string seriesInstanceUid) => _asked.TryRemove(seriesInstanceUid, out _);

    private sealed record Inquiry(DateTime LastInstanceAt, Task<ArchiveCount?> Answer);
}
