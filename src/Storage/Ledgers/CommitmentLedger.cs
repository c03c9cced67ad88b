using System.Data;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

/// <summary>What archives were asked to take responsibility for, and what they said. Outlives restarts: a report may come hours later.</summary>
public sealed class CommitmentLedger(IDbContextFactory<NodeDbContext> contexts, TimeProvider clock) : ICommitmentRegistry
{
    public async Task OpenedAsync(CommitmentTransaction transaction, CancellationToken cancellationToken)
    {
        Commitment row = new() { TransactionUid = transaction.TransactionUid, ArchiveAeTitle = transaction.ArchiveAeTitle, RequestedAt = clock.GetUtcNow().UtcDateTime };
        row.Instances.AddRange(transaction.Instances.Select(i => new CommitmentInstance { SopClassUid = i.SopClassUid, SopInstanceUid = i.SopInstanceUid }));
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Commitments.Add(row);
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task VoidedAsync(string transactionUid, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await EndAsync(db.Commitments.Where(c => c.TransactionUid == transactionUid && c.State == CommitmentState.Open), CommitmentState.Void, cancellationToken);
    }

    /// <summary>An instance that the report leaves out stays undecided; one that it names twice, committed and failed, failed.</summary>
    public async Task<bool> ReportedAsync(CommitmentReport report, string archiveAeTitle, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        Commitment? row = await db.Commitments.Include(c => c.Instances)
            .SingleOrDefaultAsync(c => c.TransactionUid == report.TransactionUid && c.ArchiveAeTitle == archiveAeTitle && c.State != CommitmentState.Void, cancellationToken);
        if (row is null)
        {
            return false;
        }

        HashSet<SopReference> committed = [.. report.Committed];
        Dictionary<SopReference, ushort> failed = report.Failed.DistinctBy(f => f.Instance).ToDictionary(f => f.Instance, f => f.Reason);
        foreach (CommitmentInstance instance in row.Instances)
        {
            SopReference reference = new(instance.SopClassUid, instance.SopInstanceUid);
            bool isFailed = failed.TryGetValue(reference, out ushort reason);
            instance.IsCommitted = isFailed ? false : committed.Contains(reference) ? true : instance.IsCommitted;
            instance.FailureReason = isFailed ? reason : null;
        }

        (row.State, row.EndedAt) = (CommitmentState.Reported, clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Gives up waiting for the reports on what was asked before <paramref name="askedBefore"/>.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ExpireAsync(DateTime askedBefore, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await EndAsync(db.Commitments.Where(c => c.State == CommitmentState.Open && c.RequestedAt < askedBefore), CommitmentState.Expired, cancellationToken);
    }

    /// <summary>Removes what ended before: a report is looked up within minutes, and what it proved stands in the rows of the deliveries.</summary>
    /// <returns>How many requests.</returns>
    public async Task<int> RemoveAsync(DateTime endedBefore, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Commitments.Where(c => c.State != CommitmentState.Open && c.EndedAt < endedBefore).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>The instances, of those given, that the archive has committed to and has not taken back in a later report.</summary>
    public async Task<IReadOnlySet<string>> CommittedAsync(string archiveAeTitle, IReadOnlyList<string> sopInstanceUids, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        var said = await db.Set<CommitmentInstance>().AsNoTracking()
            .Where(i => i.Commitment!.ArchiveAeTitle == archiveAeTitle && i.Commitment.State == CommitmentState.Reported)
            .Where(i => i.IsCommitted != null && sopInstanceUids.Contains(i.SopInstanceUid))
            .Select(i => new { i.Commitment!.EndedAt, i.Id, i.SopInstanceUid, i.IsCommitted })
            .ToListAsync(cancellationToken);
        return said.GroupBy(i => i.SopInstanceUid, StringComparer.Ordinal)
            .Where(all => all.OrderBy(i => i.EndedAt).ThenBy(i => i.Id).Last().IsCommitted == true)
            .Select(all => all.Key).ToHashSet(StringComparer.Ordinal);
    }

    private Task<int> EndAsync(IQueryable<Commitment> which, CommitmentState state, CancellationToken cancellationToken)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        return which.ExecuteUpdateAsync(set => set.SetProperty(c => c.State, state).SetProperty(c => c.EndedAt, now), cancellationToken);
    }
}
