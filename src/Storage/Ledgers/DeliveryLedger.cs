using System.Data;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

/// <summary>The outbox: every result on its way to every peer. Each row ends as delivered or as a dead letter with a reason.</summary>
public sealed partial class DeliveryLedger(IDbContextFactory<NodeDbContext> contexts, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The peers that something is due for, so that each gets a sender of its own and none waits for another.</summary>
    public async Task<IReadOnlyList<string>> DueDestinationsAsync(CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Due(db, Now).Select(d => d.Destination).Distinct().OrderBy(d => d).ToListAsync(cancellationToken);
    }

    /// <summary>Takes the delivery to this peer that is due longest, or whose node has let its lease run out.</summary>
    public async Task<DeliveryClaim?> ClaimDueAsync(string destination, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        DateTime now = Now;
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<Delivery> free = Due(db, now).Where(d => d.Destination == destination);
        while (await free.OrderBy(d => d.NextAttemptAt).ThenBy(d => d.Id).AsNoTracking().FirstOrDefaultAsync(cancellationToken) is Delivery delivery)
        {
            long token = delivery.FencingToken + 1;
            DeliveryState sending = DeliveryLife.Next(DeliveryState.Pending, DeliveryEvent.Claimed);
            int won = await free.Where(d => d.Id == delivery.Id && d.FencingToken == delivery.FencingToken).ExecuteUpdateAsync(
                set => set
                    .SetProperty(d => d.State, sending)
                    .SetProperty(d => d.FencingToken, token)
                    .SetProperty(d => d.Owner, owner)
                    .SetProperty(d => d.LeaseUntil, now + lease)
                    .SetProperty(d => d.Attempts, d => d.Attempts + 1),
                cancellationToken);
            if (won == 1)
            {
                return new DeliveryClaim(await db.Deliveries.AsNoTracking().Include(d => d.Result!.Job!.Series).Include(d => d.Choices.OrderBy(c => c.Rank)).ThenInclude(c => c.Result)
                    .SingleAsync(d => d.Id == delivery.Id, cancellationToken), token);
            }
        }

        return null;
    }

    /// <returns>False here and below: the lease was lost; nothing was changed.</returns>
    public async Task<bool> RenewAsync(DeliveryClaim claim, TimeSpan lease, CancellationToken cancellationToken)
    {
        DateTime until = Now + lease;
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Claimed(db, claim).ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseUntil, until), cancellationToken) == 1;
    }

    /// <summary>The first byte of this result is about to go out.</summary>
    /// <param name="resultId">One of the delivery's choices.</param>
    public async Task<bool> MarkSendingAsync(DeliveryClaim claim, long resultId, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Claimed(db, claim).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.MayHaveLanded, true).SetProperty(d => d.ResultId, resultId), cancellationToken) == 1;
    }

    /// <summary>The SOP classes of all that is on its way to a peer, and of what that refers to.</summary>
    public async Task<IReadOnlyList<string>> SopClassesAsync(string destination, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<Delivery> open = db.Deliveries.Where(d => d.Destination == destination && (d.State == DeliveryState.Pending || d.State == DeliveryState.Sending));
        List<string> own = await open.Select(d => d.Result!.SopClassUid).Distinct().ToListAsync(cancellationToken);
        List<string> chosen = await open.SelectMany(d => d.Choices).Select(c => c.Result!.SopClassUid).Distinct().ToListAsync(cancellationToken);
        List<string?> needed = await open.SelectMany(d => d.Choices).Where(c => c.NeedsSopClassUid != null).Select(c => c.NeedsSopClassUid).Distinct().ToListAsync(cancellationToken);
        return [.. own.Concat(chosen).Concat(needed.OfType<string>()).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <param name="warning">Not null: the peer took it with a warning status (B000H, B006H, B007H), which is kept.</param>
    public Task<bool> MarkDeliveredAsync(DeliveryClaim claim, int status, string? warning, CancellationToken cancellationToken) =>
        EndAsync(claim, warning is null ? DeliveryEvent.Accepted : DeliveryEvent.AcceptedWithWarning, status, warning, Now, cancellationToken);

    /// <param name="status">DIMSE status, when the peer answered at all.</param>
    public Task<bool> RetryLaterAsync(DeliveryClaim claim, int? status, string reason, DateTime nextAttemptAt, CancellationToken cancellationToken) =>
        EndAsync(claim, DeliveryEvent.PutBack, status, reason, nextAttemptAt, cancellationToken);

    /// <inheritdoc cref="RetryLaterAsync"/>
    public Task<bool> DeadLetterAsync(DeliveryClaim claim, int? status, string reason, CancellationToken cancellationToken) =>
        EndAsync(claim, DeliveryEvent.GaveUp, status, reason, Now, cancellationToken);

    /// <summary>An operator's retry: due at once, and giving up is counted anew.</summary>
    /// <returns>Null: no such delivery. False: it is delivered, being sent, or held.</returns>
    public async Task<bool?> RetryAsync(long deliveryId, CancellationToken cancellationToken)
    {
        DateTime now = Now;
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        Delivery? delivery = await db.Deliveries.Include(d => d.Result!.Job).SingleOrDefaultAsync(d => d.Id == deliveryId, cancellationToken);
        if (delivery is null || delivery.State is not (DeliveryState.DeadLetter or DeliveryState.Pending))
        {
            return delivery is null ? null : false;
        }

        delivery.State = DeliveryLife.Next(delivery.State, DeliveryEvent.RetriedByOperator);
        delivery.NextAttemptAt = now;
        delivery.TryingSince = now;
        await db.SaveChangesAsync(cancellationToken);
        await SeriesSettlement.OfJobAsync(db, delivery.Result!.JobId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>An operator has looked at held results: they are due at once.</summary>
    /// <param name="which">Of the held ones.</param>
    /// <returns>How many.</returns>
    public async Task<int> ReleaseAsync(HeldDeliveries which, CancellationToken cancellationToken)
    {
        DateTime now = Now;
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        List<Delivery> held = await which.Of(db.Deliveries.Include(d => d.Result)).ToListAsync(cancellationToken);
        foreach (Delivery delivery in held)
        {
            delivery.State = DeliveryLife.Next(delivery.State, DeliveryEvent.Released);
            (delivery.NextAttemptAt, delivery.TryingSince, delivery.HoldReason) = (now, now, null);
        }

        await db.SaveChangesAsync(cancellationToken);
        foreach (long job in held.Select(d => d.Result!.JobId).Distinct())
        {
            await SeriesSettlement.OfJobAsync(db, job, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return held.Count;
    }

    /// <summary>The same for every dead letter, or for those of one peer.</summary>
    /// <returns>How many are due again.</returns>
    public async Task<int> RetryAllAsync(string? destination, CancellationToken cancellationToken)
    {
        List<long> dead;
        await using (NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            dead = await db.Deliveries.Where(d => d.State == DeliveryState.DeadLetter && (destination == null || d.Destination == destination)).Select(d => d.Id).ToListAsync(cancellationToken);
        }

        int retried = 0;
        foreach (long id in dead)
        {
            retried += await RetryAsync(id, cancellationToken) == true ? 1 : 0;
        }

        return retried;
    }

    /// <summary>The latest first, each with its result, job and series.</summary>
    public async Task<IReadOnlyList<Delivery>> ListAsync(DeliveryState? state, int skip, int take, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Deliveries.AsNoTracking().Include(d => d.Result!.Job!.Series)
            .Where(d => state == null || d.State == state)
            .OrderByDescending(d => d.Id).Skip(skip).Take(take)
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<DeliveryState, int>> CountByStateAsync(CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Deliveries.GroupBy(d => d.State).ToDictionaryAsync(g => g.Key, g => g.Count(), cancellationToken);
    }

    /// <summary>Of these, the ones whose results are of an earlier generation of their series (<see cref="JobQueries.Overtaken"/>) are not sent any more.</summary>
    internal static Task<int> SupersedeAsync(NodeDbContext db, IQueryable<Delivery> pending, CancellationToken cancellationToken)
    {
        DeliveryState superseded = DeliveryLife.Next(DeliveryState.Pending, DeliveryEvent.Overtaken);
        IQueryable<long> overtaken = db.Jobs.Overtaken().Select(j => j.Id);
        return pending.Where(d => overtaken.Contains(d.Result!.JobId)).ExecuteUpdateAsync(
            set => set
                .SetProperty(d => d.State, superseded)
                .SetProperty(d => d.LastReason, "Instances came after the series was closed: a new result takes the place of this one."),
            cancellationToken);
    }

    private static IQueryable<Delivery> Due(NodeDbContext db, DateTime now) => db.Deliveries.Where(d =>
        (d.State == DeliveryState.Pending && d.NextAttemptAt <= now) || (d.State == DeliveryState.Sending && d.LeaseUntil <= now));

    private static IQueryable<Delivery> Claimed(NodeDbContext db, DeliveryClaim claim) =>
        db.Deliveries.Where(d => d.Id == claim.Delivery.Id && d.State == DeliveryState.Sending && d.FencingToken == claim.FencingToken);

    private async Task<bool> EndAsync(DeliveryClaim claim, DeliveryEvent happened, int? status, string? reason, DateTime at, CancellationToken cancellationToken)
    {
        DeliveryState next = DeliveryLife.Next(DeliveryState.Sending, happened);
        DateTime? deliveredAt = next is DeliveryState.Delivered or DeliveryState.DeliveredWithWarning ? at : null;
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        int good = await Claimed(db, claim).ExecuteUpdateAsync(
            set => set
                .SetProperty(d => d.State, next)
                .SetProperty(d => d.LastStatus, status)
                .SetProperty(d => d.LastReason, reason)
                .SetProperty(d => d.MayHaveLanded, d => d.MayHaveLanded && status == null) // an answer says where it is
                .SetProperty(d => d.NextAttemptAt, at)
                .SetProperty(d => d.DeliveredAt, deliveredAt)
                .SetProperty(d => d.LeaseUntil, (DateTime?)null),
            cancellationToken);
        if (good == 1)
        {
            await SupersedeAsync(db, db.Deliveries.Where(d => d.Id == claim.Delivery.Id && d.State == DeliveryState.Pending), cancellationToken); // its series may have grown while it was on its way
            await SeriesSettlement.OfJobAsync(db, claim.Result.JobId, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return good == 1;
    }
}
