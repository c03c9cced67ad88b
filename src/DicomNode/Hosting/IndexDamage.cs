using DicomNode.Storage;

namespace DicomNode.Hosting;

/// <summary>
/// What the node does when its index turns out to be damaged while it works: it marks the index and ends with a failure. Whoever starts it again (systemd does,
/// after seconds) gets a new index, made from the files. Going on would leave it receiving and doing nothing else.
/// </summary>
internal sealed partial class IndexDamage(NodeDatabase database, IHostApplicationLifetime lifetime, ILogger<IndexDamage> logger)
{
    private int _isFound;

    public bool IsFound => _isFound == 1;

    /// <summary>Looks whether a failed statement means damage. Cheap for every other trouble.</summary>
    public void LookAt(Exception trouble)
    {
        if (!IndexTrouble.IsDamage(trouble) || Interlocked.Exchange(ref _isFound, 1) == 1)
        {
            return;
        }

        string finding = trouble.GetBaseException().Message;
        Found(logger, finding);
        try
        {
            database.Condemn(finding);
        }
        catch (IOException e)
        {
            NotMarked(logger, e.Message); // then the check at the start has to find it
        }

        lifetime.StopApplication();
    }

    [LoggerMessage(8003, LogLevel.Critical, "The index is damaged ({Finding}). The images are safe. The node ends; its next start makes the index again from them.")]
    private static partial void Found(ILogger logger, string finding);

    [LoggerMessage(8004, LogLevel.Error, "The damaged index cannot be marked as such ({Problem}).")]
    private static partial void NotMarked(ILogger logger, string problem);
}
