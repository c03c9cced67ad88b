using System.Security.Cryptography;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Committing;

/// <summary>Says of each instance whether its file is really here with the bytes that were acknowledged: every byte is read.</summary>
internal sealed class CommitmentVerifier(Holdings holdings, InstanceFiles instances, DataFolder folder, TimeProvider clock)
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
            return await IsWholeAsync(held, cancellationToken) ? null : CommitmentFailure.ProcessingFailure;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return CommitmentFailure.NoSuchObjectInstance;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CommitmentFailure.ProcessingFailure;
        }
    }

    private async Task<bool> IsWholeAsync(HeldInstance held, CancellationToken cancellationToken)
    {
        if (!held.IsResult)
        {
            return await Task.Run(() => instances.IsWhole(held.Path), cancellationToken);
        }

        await using FileStream file = new(folder.FullPath(held.Path), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken)) == held.Sha256;
    }
}
