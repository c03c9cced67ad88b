using System.Data;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

public sealed partial class DeliveryLedger
{
    /// <summary>The oldest deliveries that a peer has taken without proof and was not asked about since <paramref name="askedBefore"/>.</summary>
    public async Task<IReadOnlyList<UnprovenDelivery>> ListUnprovenAsync(string destination, DateTime askedBefore, int take, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Deliveries.AsNoTracking()
            .Where(d => d.Destination == destination && d.ProvenAt == null && (d.ProofAskedAt == null || d.ProofAskedAt <= askedBefore))
            .Where(d => d.State == DeliveryState.Delivered || d.State == DeliveryState.DeliveredWithWarning)
            .OrderBy(d => d.Id).Take(take)
            .Select(d => new UnprovenDelivery(
                d.Id, d.Result!.Path, d.Result.SopClassUid, d.Result.SopInstanceUid, d.DeliveredAt!.Value, d.ProofAskedAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The peer is being asked.</summary>
    public async Task MarkProofAskedAsync(IReadOnlyCollection<long> deliveries, CancellationToken cancellationToken)
    {
        DateTime now = Now;
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Deliveries.Where(d => deliveries.Contains(d.Id)).ExecuteUpdateAsync(set => set.SetProperty(d => d.ProofAskedAt, now), cancellationToken);
    }

    /// <summary>The peer has shown that it keeps them.</summary>
    public async Task MarkProvenAsync(IReadOnlyCollection<long> deliveries, CancellationToken cancellationToken)
    {
        DateTime now = Now;
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Deliveries.Where(d => deliveries.Contains(d.Id)).ExecuteUpdateAsync(set => set.SetProperty(d => d.ProvenAt, now), cancellationToken);
    }

    /// <summary>The peer has answered with success and does not have it: it is sent again, or, when it was tried for longer than <paramref name="givingUpBefore"/> allows, given up.</summary>
    /// <param name="givingUpBefore">UTC: deliveries tried since before then wait for an operator.</param>
    /// <returns>Null: it is not delivered. Otherwise the state it has now.</returns>
    public async Task<DeliveryState?> DisownAsync(long deliveryId, string reason, DateTime givingUpBefore, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        Delivery? delivery = await db.Deliveries.Include(d => d.Result!.Job).SingleOrDefaultAsync(d => d.Id == deliveryId, cancellationToken);
        if (delivery is null || delivery.State is not (DeliveryState.Delivered or DeliveryState.DeliveredWithWarning))
        {
            return null;
        }

        delivery.State = DeliveryLife.Next(delivery.State, delivery.TryingSince < givingUpBefore ? DeliveryEvent.GaveUp : DeliveryEvent.Disowned);
        (delivery.LastReason, delivery.DeliveredAt, delivery.ProofAskedAt, delivery.NextAttemptAt) = (reason, null, null, Now);
        delivery.MayHaveLanded = true; // it was answered with success: a duplicate next time is this one
        await db.SaveChangesAsync(cancellationToken);
        bool isOvertaken = await SupersedeAsync(db, db.Deliveries.Where(d => d.Id == deliveryId && d.State == DeliveryState.Pending), cancellationToken) == 1; // its series has grown since
        await SeriesSettlement.OfJobAsync(db, delivery.Result!.JobId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isOvertaken ? DeliveryState.Superseded : delivery.State;
    }
}
