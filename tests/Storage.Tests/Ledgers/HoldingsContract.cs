using DicomNode.Dicom.Network.Commitment;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using static DicomNode.Storage.Tests.TestInstance;

namespace DicomNode.Storage.Tests.Ledgers;

/// <summary>What searches find, and what is remembered of commitments, on every database.</summary>
public abstract class HoldingsContract : IAsyncLifetime
{
    private static readonly HoldingsFilter s_everything = new([], [], []);
    private static readonly SopReference s_first = new(CtImage, "1.1"), s_second = new(CtImage, "1.2");
    private StorageUnderTest _storage = null!;

    private protected abstract StorageUnderTest Create();

    public async Task InitializeAsync()
    {
        _storage = Create();
        await _storage.Database.StartAsync(default);
        await _storage.Series.RecordInstancesAsync(
            [Received(SeriesUid, "1.1", _storage.Clock.Now), Received(SeriesUid, "1.2", _storage.Clock.Now), Received("9.9", "9.1", _storage.Clock.Now), Received(SeriesUid, "1.2", _storage.Clock.Now, "conflicts")],
            default);
    }

    public Task DisposeAsync() => _storage.DisposeAsync().AsTask();

    [Fact]
    public async Task A_study_lists_its_series_with_their_instances_counted_without_conflicts()
    {
        Assert.Equal(["1.2.3"], await _storage.Holdings.StudiesAsync(s_everything, default).ToListAsync());
        HeldStudy study = await _storage.Holdings.StudyAsync("1.2.3", default);
        Assert.Equal([(SeriesUid, 2, $"series/{SeriesUid}/1.1.dcm"), ("9.9", 1, "series/9.9/9.1.dcm")], study.Series.Select(s => (s.SeriesInstanceUid, s.Instances, s.FirstPath)));
        Assert.Equal(["1.2"], (await _storage.Holdings.InstancesAsync(SeriesUid, ["1.2"], default)).Select(i => i.SopInstanceUid));
        Assert.Equal(CtImage, (await _storage.Holdings.FindAsync("1.2", default))!.SopClassUid);
        Assert.Null(await _storage.Holdings.FindAsync("1.3", default));
    }

    [Fact]
    public async Task A_filter_narrows_the_studies_and_pages_follow_one_another()
    {
        ReceivedInstance[] many = [.. Enumerable.Range(0, 450).Select(i => Received($"5.{i}", $"6.{i}", _storage.Clock.Now) with { StudyInstanceUid = $"4.{i}" })];
        await _storage.Series.RecordInstancesAsync(many, default);
        Assert.Equal(451, (await _storage.Holdings.StudiesAsync(s_everything, default).Distinct().ToListAsync()).Count);
        Assert.Equal(["4.7", "4.8"], await _storage.Holdings.StudiesAsync(new(["4.8", "4.7", "none"], [], []), default).ToListAsync());
        Assert.Equal(["4.9"], await _storage.Holdings.StudiesAsync(new([], ["5.9"], []), default).ToListAsync());
        Assert.Equal(["4.44"], await _storage.Holdings.StudiesAsync(new([], [], ["6.44"]), default).ToListAsync());
    }

    [Fact]
    public async Task A_report_is_taken_from_the_archive_that_was_asked_only_and_says_what_is_committed()
    {
        CommitmentTransaction transaction = CommitmentTransaction.Create("PACS", [s_first, s_second]);
        await _storage.Commitments.OpenedAsync(transaction, default);
        CommitmentReport report = new(transaction.TransactionUid, [s_first, new(CtImage, "8.8")], [new(s_second, 0x0112)]);
        Assert.False(await _storage.Commitments.ReportedAsync(report, "OTHER", default));
        Assert.Empty(await _storage.Commitments.CommittedAsync("PACS", ["1.1", "1.2", "8.8"], default));
        Assert.True(await _storage.Commitments.ReportedAsync(report, "PACS", default));
        Assert.Equal(["1.1"], await _storage.Commitments.CommittedAsync("PACS", ["1.1", "1.2", "8.8"], default)); // 8.8 was not asked for
        Assert.Empty(await _storage.Commitments.CommittedAsync("OTHER", ["1.1"], default));

        CommitmentTransaction again = CommitmentTransaction.Create("PACS", [s_first, s_second]);
        await _storage.Commitments.OpenedAsync(again, default);
        _storage.Clock.Advance(TimeSpan.FromMinutes(1));
        await _storage.Commitments.ReportedAsync(new(again.TransactionUid, [s_second], [new(s_first, 0x0112)]), "PACS", default);
        Assert.Equal(["1.2"], await _storage.Commitments.CommittedAsync("PACS", ["1.1", "1.2"], default)); // the later word counts
    }

    [Fact]
    public async Task What_is_void_takes_no_report_and_what_is_expired_still_does()
    {
        CommitmentTransaction refused = CommitmentTransaction.Create("PACS", [s_first]), slow = CommitmentTransaction.Create("PACS", [s_first]);
        await _storage.Commitments.OpenedAsync(refused, default);
        await _storage.Commitments.OpenedAsync(slow, default);
        await _storage.Commitments.VoidedAsync(refused.TransactionUid, default);
        _storage.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await _storage.Commitments.ExpireAsync(_storage.Clock.Now.AddHours(-1), default));
        Assert.False(await _storage.Commitments.ReportedAsync(new(refused.TransactionUid, [s_first], []), "PACS", default));
        Assert.True(await _storage.Commitments.ReportedAsync(new(slow.TransactionUid, [s_first], []), "PACS", default));
        await using NodeDbContext db = await _storage.Contexts.CreateDbContextAsync();
        Assert.Equal([CommitmentState.Void, CommitmentState.Reported], await db.Commitments.OrderBy(c => c.Id).Select(c => c.State).ToListAsync());
    }

    [Fact]
    public async Task What_ended_long_ago_is_removed_and_what_is_open_never()
    {
        CommitmentTransaction reported = CommitmentTransaction.Create("PACS", [s_first]), open = CommitmentTransaction.Create("PACS", [s_first]);
        await _storage.Commitments.OpenedAsync(reported, default);
        await _storage.Commitments.OpenedAsync(open, default);
        await _storage.Commitments.ReportedAsync(new(reported.TransactionUid, [s_first], []), "PACS", default);
        Assert.Equal(0, await _storage.Commitments.RemoveAsync(_storage.Clock.Now, default));
        _storage.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await _storage.Commitments.RemoveAsync(_storage.Clock.Now, default));
        await using NodeDbContext db = await _storage.Contexts.CreateDbContextAsync();
        Assert.Equal(open.TransactionUid, (await db.Commitments.Include(c => c.Instances).SingleAsync()).TransactionUid);
        Assert.Equal(1, await db.Set<CommitmentInstance>().CountAsync()); // those of the other went with it
    }
}
