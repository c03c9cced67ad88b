using System.Data.Common;
using System.Globalization;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

/// <summary>
/// Sees what changes in the index while somebody wants to know. It keeps one connection, which SQLite tells for nothing whether another one has written
/// (<c>PRAGMA data_version</c>); only then rows are looked at: those that are at work, the latest ones, and those that were among them before.
/// </summary>
/// <remarks>Not for two callers at a time.</remarks>
public sealed class WorkWatch(IDbContextFactory<NodeDbContext> contexts) : IAsyncDisposable
{
    private const int Latest = 100, MostAtWork = 1000, PerQuery = 500;
    private Dictionary<long, SeriesMark> _series = [];
    private Dictionary<long, DeliveryMark> _deliveries = [];
    private NodeDbContext? _db;
    private long _version;

    /// <summary>What changed since the last look; null: nothing was written. The first look says nothing, it is what later ones compare with.</summary>
    public async Task<WorkChanges?> LookAsync(CancellationToken cancellationToken)
    {
        bool isFirst = _db is null;
        NodeDbContext db = await OpenAsync(cancellationToken);
        long version = await VersionAsync(db, cancellationToken); // before the rows: what is written meanwhile is seen the next time
        if (!isFirst && version == _version)
        {
            return null;
        }

        Dictionary<long, SeriesMark> series = await SeriesAsync(db, cancellationToken);
        Dictionary<long, DeliveryMark> deliveries = await DeliveriesAsync(db, cancellationToken);
        WorkChanges changes = isFirst
            ? new([], [])
            : new(await ReadSeriesAsync(db, Different(_series, series), cancellationToken), await ReadDeliveriesAsync(db, Different(_deliveries, deliveries), cancellationToken));
        (_series, _deliveries, _version) = (series, deliveries, version);
        return changes;
    }

    public ValueTask DisposeAsync() => _db?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<NodeDbContext> OpenAsync(CancellationToken cancellationToken)
    {
        if (_db is null)
        {
            NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.Database.OpenConnectionAsync(cancellationToken);
            _db = db;
        }

        return _db;
    }

    private static async Task<long> VersionAsync(NodeDbContext db, CancellationToken cancellationToken)
    {
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static async Task<Dictionary<long, SeriesMark>> SeriesAsync(NodeDbContext db, CancellationToken cancellationToken)
    {
        IQueryable<Series> atWork = db.Series.AsNoTracking().Where(s => s.State == SeriesState.Receiving || s.State == SeriesState.Complete || s.State == SeriesState.Segmenting
            || s.State == SeriesState.Delivering || s.State == SeriesState.Waiting).OrderByDescending(s => s.Id).Take(MostAtWork);
        List<SeriesMark> marks = await Marks(atWork).ToListAsync(cancellationToken);
        marks.AddRange(await Marks(db.Series.AsNoTracking().OrderByDescending(s => s.Id).Take(Latest)).ToListAsync(cancellationToken));
        return marks.DistinctBy(m => m.Id).ToDictionary(m => m.Id);
    }

    private static IQueryable<SeriesMark> Marks(IQueryable<Series> series) =>
        series.Select(s => new SeriesMark(s.Id, s.State, s.Reason, s.Generation, s.LastInstanceAt, s.ClosedAt, s.HoldUntil, s.AwaitUntil));

    private static async Task<Dictionary<long, DeliveryMark>> DeliveriesAsync(NodeDbContext db, CancellationToken cancellationToken)
    {
        IQueryable<Delivery> atWork = db.Deliveries.AsNoTracking().Where(d => d.State == DeliveryState.Pending || d.State == DeliveryState.Sending || d.State == DeliveryState.Held)
            .OrderByDescending(d => d.Id).Take(MostAtWork);
        List<DeliveryMark> marks = await Marks(atWork).ToListAsync(cancellationToken);
        marks.AddRange(await Marks(db.Deliveries.AsNoTracking().OrderByDescending(d => d.Id).Take(Latest)).ToListAsync(cancellationToken));
        return marks.DistinctBy(m => m.Id).ToDictionary(m => m.Id);
    }

    private static IQueryable<DeliveryMark> Marks(IQueryable<Delivery> deliveries) =>
        deliveries.Select(d => new DeliveryMark(d.Id, d.State, d.Attempts, d.NextAttemptAt, d.LastReason, d.ProvenAt));

    /// <summary>Which are new, otherwise, or not among those any more that are looked at.</summary>
    private static long[] Different<TMark>(Dictionary<long, TMark> before, Dictionary<long, TMark> now)
        where TMark : IEquatable<TMark> =>
        [.. now.Where(n => !before.TryGetValue(n.Key, out TMark? then) || !then.Equals(n.Value)).Select(n => n.Key).Concat(before.Keys.Where(id => !now.ContainsKey(id))).Order()];

    private static async Task<List<SeriesSummary>> ReadSeriesAsync(NodeDbContext db, long[] ids, CancellationToken cancellationToken)
    {
        List<SeriesSummary> read = [];
        foreach (long[] some in ids.Chunk(PerQuery))
        {
            read.AddRange(await SeriesSummary.Of(db.Series.AsNoTracking().Where(s => some.Contains(s.Id))).ToListAsync(cancellationToken));
        }

        return read;
    }

    private static async Task<List<Delivery>> ReadDeliveriesAsync(NodeDbContext db, long[] ids, CancellationToken cancellationToken)
    {
        List<Delivery> read = [];
        foreach (long[] some in ids.Chunk(PerQuery))
        {
            read.AddRange(await db.Deliveries.AsNoTracking().Include(d => d.Result!.Job!.Series).Where(d => some.Contains(d.Id)).ToListAsync(cancellationToken));
        }

        return read;
    }

    private sealed record SeriesMark(long Id, SeriesState State, string? Reason, int Generation, DateTime LastInstanceAt, DateTime? ClosedAt, DateTime? HoldUntil, DateTime? AwaitUntil);

    private sealed record DeliveryMark(long Id, DeliveryState State, int Attempts, DateTime NextAttemptAt, string? LastReason, DateTime? ProvenAt);
}
