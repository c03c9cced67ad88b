using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using static DicomNode.Storage.Tests.TestInstance;

namespace DicomNode.Storage.Tests.Ledgers;

public sealed class SeriesRemovalTests : IAsyncLifetime
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(1);
    private readonly StorageUnderTest _storage = new();

    private SeriesRemoval Removal => _storage.Removal;

    private DateTime Later => _storage.Clock.Now.AddDays(1);

    public Task InitializeAsync() => _storage.Database.StartAsync(default);

    public Task DisposeAsync() => _storage.DisposeAsync().AsTask();

    [Fact]
    public async Task A_delivered_series_goes_with_its_files_when_its_time_has_come_and_not_before()
    {
        await SegmentAsync("pacs");
        await DeliverAsync();
        string result = _storage.Folder.FullPath((await _storage.Series.FindAsync(SeriesUid, default))!.Jobs[0].Results[0].Path);

        Assert.Empty(await Removal.DeliveredAsync(_storage.Clock.Now.AddSeconds(-1), [], 10, default));
        RemovableSeries series = Assert.Single(await Removal.DeliveredAsync(Later, [], 10, default));
        Assert.Empty(await Removal.OthersAsync(Later, [], 10, default));
        Assert.True(await Removal.RemoveAsync(series, default));

        Assert.Null(await _storage.Series.FindAsync(SeriesUid, default));
        Assert.Empty(_storage.Files.Enumerate());
        Assert.False(File.Exists(result));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_storage.Folder.Root, "series")));
        Assert.Equal(0, (await _storage.Index.CatchUpAsync(default)).Added);
    }

    [Fact]
    public async Task What_a_peer_has_still_to_prove_stays_and_holds_up_no_other()
    {
        await SegmentAsync("pacs");
        await DeliverAsync();

        Assert.Empty(await Removal.DeliveredAsync(Later, ["plan", "PACS"], 1, default));
        Assert.Single(await Removal.DeliveredAsync(Later, ["plan"], 1, default));

        UnprovenDelivery open = Assert.Single(await _storage.Deliveries.ListUnprovenAsync("pacs", _storage.Clock.Now, 10, default));
        await _storage.Deliveries.MarkProvenAsync([open.Id], default);
        Assert.Single(await Removal.DeliveredAsync(Later, ["PACS"], 1, default));
    }

    [Theory]
    [InlineData(DeliveryState.Pending)]
    [InlineData(DeliveryState.Sending)]
    [InlineData(DeliveryState.DeadLetter)]
    public async Task What_is_not_delivered_is_never_offered(DeliveryState state)
    {
        await SegmentAsync("pacs");
        if (state != DeliveryState.Pending)
        {
            DeliveryClaim claim = (await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!;
            if (state == DeliveryState.DeadLetter)
            {
                await _storage.Deliveries.DeadLetterAsync(claim, 0xC000, "no", default);
            }
        }

        Assert.Empty(await Removal.DeliveredAsync(DateTime.MaxValue, [], 10, default));
        Assert.Empty(await Removal.OthersAsync(DateTime.MaxValue, [], 10, default));
    }

    [Fact]
    public async Task Results_that_no_route_sends_on_and_series_that_no_route_wants_belong_to_the_others()
    {
        await SegmentAsync();
        Assert.Empty(await Removal.DeliveredAsync(Later, [], 10, default));
        RemovableSeries kept = Assert.Single(await Removal.OthersAsync(Later, [], 10, default));
        Assert.True(await Removal.RemoveAsync(kept, default));

        await StoreAsync();
        Assert.Empty(await Removal.OthersAsync(Later, [], 10, default)); // it is open
        await CloseAsync();
        await _storage.Series.MarkNotRoutedAsync((await _storage.Series.ClaimNextCompleteAsync("a", s_lease, default))!, "no route", default);
        Assert.Single(await Removal.OthersAsync(Later, [], 10, default));
    }

    [Fact]
    public async Task A_series_that_came_to_life_again_stays()
    {
        await SegmentAsync("pacs");
        await DeliverAsync();
        RemovableSeries series = Assert.Single(await Removal.DeliveredAsync(Later, [], 10, default));
        await StoreAsync("1.9");

        Assert.False(await Removal.RemoveAsync(series, default));
        Assert.Equal(3, _storage.Files.Enumerate().Count());
    }

    [Fact]
    public async Task A_kill_after_the_rows_are_gone_leaves_a_list_that_the_next_start_goes_through()
    {
        await SegmentAsync("pacs");
        await DeliverAsync();
        Assert.True(await Removal.ForgetAsync(Assert.Single(await Removal.DeliveredAsync(Later, [], 10, default)), default));
        Assert.Equal(2, _storage.Files.Enumerate().Count()); // killed here

        Assert.Equal(3, await Removal.DeleteFilesAsync(default)); // two slices and the result
        Assert.Equal(0, (await _storage.Index.CatchUpAsync(default)).Added);
        Assert.Empty(_storage.Files.Enumerate());
    }

    [Fact]
    public async Task An_instance_that_is_sent_again_in_between_is_kept_and_noted()
    {
        await SegmentAsync("pacs");
        await DeliverAsync();
        await Removal.ForgetAsync(Assert.Single(await Removal.DeliveredAsync(Later, [], 10, default)), default);
        StoredInstance again = await _storage.Files.StoreAsync(SeriesUid, "1.1"); // acknowledged: it is here already
        Assert.Equal(StoreOutcome.AlreadyThere, again.Outcome);

        await Removal.DeleteFilesAsync(default);
        Assert.Equal([again.Path], _storage.Files.Enumerate());
        await _storage.Series.RecordInstancesAsync([Received(SeriesUid, "1.1", _storage.Clock.Now) with { File = again }], default);
        _storage.Files.Noted([again.Path]);
        Assert.Equal(0, await Removal.DeleteFilesAsync(default));

        Assert.Equal([again.Path], _storage.Files.Enumerate());
        Assert.Equal(SeriesState.Receiving, (await _storage.Series.FindAsync(SeriesUid, default))!.State);
    }

    [Fact]
    public async Task A_removed_series_that_is_sent_again_gives_results_of_the_old_date_that_archives_may_have()
    {
        await SegmentAsync("pacs");
        await DeliverAsync();
        Series before = (await _storage.Series.FindAsync(SeriesUid, default))!;
        Assert.False(before.Jobs[0].Results[0].Deliveries[0].MayHaveLanded);
        Assert.True(await Removal.RemoveAsync(Assert.Single(await Removal.DeliveredAsync(Later, [], 10, default)), default));
        _storage.Clock.Advance(TimeSpan.FromDays(400));

        await SegmentAsync("pacs");

        Job job = Assert.Single((await _storage.Series.FindAsync(SeriesUid, default))!.Jobs);
        Assert.Equal((before.Jobs[0].ResultTime, true), (job.ResultTime, job.WasDoneBefore));
        Assert.True(job.Results[0].Deliveries[0].MayHaveLanded);
        await DeliverAsync();
        Assert.True(await Removal.RemoveAsync(Assert.Single(await Removal.DeliveredAsync(_storage.Clock.Now.AddDays(1), [], 10, default)), default)); // and once more
    }

    [Fact]
    public async Task A_lost_result_is_made_again_when_somebody_asks_for_it_and_what_was_given_up_on_is_sent()
    {
        await SegmentAsync("pacs");
        DeliveryClaim delivery = (await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!;
        await _storage.Deliveries.DeadLetterAsync(delivery, null, "gone", default);
        File.Delete(_storage.Folder.FullPath(delivery.Result.Path));
        Assert.True(await _storage.Series.RequestSegmentationAsync(SeriesUid, default));

        await RouteAndRunAsync("pacs");

        Result result = Assert.Single(Assert.Single((await _storage.Series.FindAsync(SeriesUid, default))!.Jobs).Results);
        Assert.Equal(DeliveryState.Pending, Assert.Single(result.Deliveries).State);
        Assert.True(_storage.Folder.Holds(result.Path, result.Sha256));
        await DeliverAsync();
        Assert.Equal(SeriesState.Done, (await _storage.Series.FindAsync(SeriesUid, default))!.State);
    }

    private async Task StoreAsync(params IEnumerable<string> instances)
    {
        foreach (string uid in instances.DefaultIfEmpty("1.1"))
        {
            StoredInstance file = await _storage.Files.StoreAsync(SeriesUid, uid);
            await _storage.Series.RecordInstancesAsync([Received(SeriesUid, uid, _storage.Clock.Now) with { File = file }], default);
        }
    }

    private async Task CloseAsync() => Assert.Single(await _storage.Series.CloseQuietAsync(_storage.Clock.Now, "quiet", default));

    private async Task SegmentAsync(params IReadOnlyList<string> destinations)
    {
        await StoreAsync("1.1", "1.2");
        await CloseAsync();
        await RouteAndRunAsync(destinations);
    }

    private async Task RouteAndRunAsync(params IReadOnlyList<string> destinations)
    {
        SeriesClaim claim = (await _storage.Series.ClaimNextCompleteAsync("a", s_lease, default))!;
        await _storage.Series.RouteAsync(claim, "fine", [new NewJob("model", "1", "digest", ["SEG"], destinations)], default);
        JobClaim job = (await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!;
        StoredInstance result = await _storage.Results.StoreAsync("2.25.1");
        Assert.True(await _storage.Jobs.CompleteAsync(job, [new NewResult("SEG", "2.25.1", "1.2.840.10008.5.1.4.1.1.66.4", result)], JobRecord.Of("CPU"), new Dictionary<string, double>(), default));
    }

    private async Task DeliverAsync() =>
        Assert.True(await _storage.Deliveries.MarkDeliveredAsync((await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!, 0, null, default));
}
