using System.Data;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using DicomNode.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static DicomNode.Storage.Tests.TestInstance;

namespace DicomNode.Storage.Tests;

public sealed class InstanceIndexTests : IAsyncLifetime
{
    private readonly StorageUnderTest _storage = new((services, folder) =>
        services.AddDbContextFactory<NodeDbContext>((_, options) => options.UseNodeSqlite(folder.Database, busyTimeout: TimeSpan.FromSeconds(1))));

    public Task InitializeAsync() => _storage.Database.StartAsync(default);

    public Task DisposeAsync() => _storage.DisposeAsync().AsTask();

    [Fact]
    public async Task Files_without_rows_get_them_and_a_second_look_adds_nothing()
    {
        StoredInstance first = await _storage.Files.StoreAsync(SeriesUid, "1.1");
        StoredInstance other = await _storage.Files.StoreAsync(SeriesUid, "1.1", "other bytes");
        await _storage.Files.StoreAsync("1.2.3.5", "1.2");

        IndexReport report = await _storage.Index.CatchUpAsync(default);
        IndexReport again = await _storage.Index.CatchUpAsync(default);

        Assert.Equal((3, 3, 0, 0), (report.Files, report.Added, report.Unreadable.Count, report.Missing.Count));
        Assert.Equal((3, 0, 0, 0), (again.Files, again.Added, again.Unreadable.Count, again.Missing.Count));
        IReadOnlyList<Instance> rows = await _storage.Series.InstancesAsync(SeriesUid, default);
        Assert.Equal([(other.Path, true), (first.Path, false)], rows.Select(r => (r.Path, r.IsConflict)));
        Assert.Equal(("1.1", CtImage, ExplicitLittleEndian, "SCANNER", first.Sha256, first.Bytes), (rows[1].SopInstanceUid, rows[1].SopClassUid, rows[1].TransferSyntaxUid, rows[1].CallingAeTitle, rows[1].Sha256, rows[1].Bytes));
        Series series = (await _storage.Series.FindAsync(SeriesUid, default))!;
        Assert.Equal(("1.2.3", "CT", "1.2.3.9", SeriesState.Receiving), (series.StudyInstanceUid, series.Modality, series.FrameOfReferenceUid, series.State));
    }

    [Fact]
    public async Task A_locked_database_refuses_the_rows_but_loses_no_instance()
    {
        StoredInstance stored = await _storage.Files.StoreAsync(SeriesUid, "1.1");
        ReceivedInstance received = Received(SeriesUid, "1.1", _storage.Clock.Now) with { File = stored };
        await using (NodeDbContext other = await _storage.Contexts.CreateDbContextAsync())
        {
            await using var held = await other.Database.BeginTransactionAsync(IsolationLevel.Serializable);
            await Assert.ThrowsAnyAsync<Exception>(() => _storage.Series.RecordInstancesAsync([received], default));
            Assert.Empty(await _storage.Series.ListAsync(null, null, 0, 10, default)); // readers go on
        }

        Assert.Equal(1, (await _storage.Index.CatchUpAsync(default)).Added);
    }

    [Fact]
    public async Task Damaged_and_missing_files_are_reported_and_stop_nothing()
    {
        StoredInstance gone = await _storage.Files.StoreAsync(SeriesUid, "1.1");
        await _storage.Index.CatchUpAsync(default);
        File.Delete(_storage.Folder.FullPath(gone.Path));
        StoredInstance damaged = await _storage.Files.StoreAsync(SeriesUid, "1.2");
        await File.WriteAllBytesAsync(_storage.Folder.FullPath(damaged.Path), new byte[500]);
        await _storage.Files.StoreAsync(SeriesUid, "1.3");

        IndexReport report = await _storage.Index.CatchUpAsync(default);

        Assert.Equal(1, report.Added);
        Assert.Equal([gone.Path], report.Missing);
        Assert.StartsWith(damaged.Path, Assert.Single(report.Unreadable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_rebuild_old_series_rest_until_somebody_asks_for_them()
    {
        await _storage.Files.StoreAsync(SeriesUid, "1.1");
        Assert.NotNull(_storage.Database.PutAside());
        await _storage.Database.StartAsync(default);
        await _storage.Index.CatchUpAsync(default);
        DateTime received = (await _storage.Series.FindAsync(SeriesUid, default))!.LastInstanceAt;

        Assert.Equal(0, await _storage.Index.RestOldSeriesAsync(received, default));
        Assert.Equal(1, await _storage.Index.RestOldSeriesAsync(received.AddHours(1), default));

        Series series = (await _storage.Series.FindAsync(SeriesUid, default))!;
        Assert.Equal(SeriesState.NotRouted, series.State);
        Assert.Contains("made again from the files", series.Reason, StringComparison.Ordinal);
        Assert.True(await _storage.Series.RequestSegmentationAsync(SeriesUid, default));
        Assert.NotNull(await _storage.Series.ClaimNextCompleteAsync("a", TimeSpan.FromMinutes(1), default));
    }
}
