using DicomNode.Dicom.Network.Commitment;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Committing;

/// <summary>Says of each instance whether its file is really here with the bytes that were acknowledged: every byte is read.</summary>
internal sealed class CommitmentVerifier(Holdings holdings, DataFolder folder, TimeProvider clock)
{
    /// <summary>The index follows the files; a peer that asks right behind its last instance is ahead of it.</summary>
    private static readonly TimeSpan[] s_untilIndexed = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.Zero];

    public async Task<CommitmentReport> VerifyAsync(CommitmentRequest request, CancellationToken cancellationToken)
    {
        List<SopReference> committed = [];
        List<CommitmentFailure> failed = [];
        SopReference[] open = [.. request.Instances.Distinct()];
        foreach (TimeSpan pause in s_untilIndexed)
        {
            List<SopReference> missing = [];
            foreach (SopReference instance in open)
            {
                switch (await ObjectionAsync(instance, cancellationToken))
                {
                    case null: committed.Add(instance); break;
                    case CommitmentFailure.NoSuchObjectInstance: missing.Add(instance); break;
                    case ushort reason: failed.Add(new(instance, reason)); break;
                }
            }

            open = [.. missing];
            if (open.Length == 0)
            {
                break;
            }

            await Task.Delay(pause, clock, cancellationToken);
        }

        failed.AddRange(open.Select(i => new CommitmentFailure(i, CommitmentFailure.NoSuchObjectInstance)));
        return new(request.TransactionUid, committed, failed);
    }

    /// <returns>Null: it is whole. Otherwise the reason of PS3.3 §C.14.1.1.</returns>
    private async Task<ushort?> ObjectionAsync(SopReference instance, CancellationToken cancellationToken)
    {
        if (await holdings.FindAsync(instance.SopInstanceUid, cancellationToken) is not HeldInstance held)
        {
            return CommitmentFailure.NoSuchObjectInstance;
        }

        if (held.SopClassUid != instance.SopClassUid)
        {
            return CommitmentFailure.ClassInstanceConflict;
        }

        try
        {
            return await Task.Run(() => folder.Holds(held.Path, held.Sha256), cancellationToken)
                ? null
                : File.Exists(folder.FullPath(held.Path)) ? CommitmentFailure.ProcessingFailure
                : CommitmentFailure.NoSuchObjectInstance;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CommitmentFailure.ProcessingFailure;
        }
    }
}
