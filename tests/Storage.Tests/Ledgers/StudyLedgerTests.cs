using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using static DicomNode.Storage.Tests.TestInstance;

namespace DicomNode.Storage.Tests.Ledgers;

/// <summary>Jobs of several series of one study, and what happens to all of them when one grows.</summary>
public sealed class StudyLedgerTests : IAsyncLifetime
{
    private const string Flair = "1.2.1", T1 = "1.2.2";
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(1);
    private readonly StorageUnderTest _storage = new();

    public Task InitializeAsync() => _storage.Database.StartAsync(default);

    public Task DisposeAsync() => _storage.DisposeAsync().AsTask();

    [Fact]
    public async Task A_job_of_two_series_takes_both_from_waiting_to_done()
    {
        JobClaim job = await MatchedAsync();

        Assert.Equal([T1, Flair], job.Job.Inputs.Select(i => i.Series!.SeriesInstanceUid));
        Assert.Equal([SeriesState.Segmenting, SeriesState.Segmenting], await StatesAsync());
        Assert.Equal(T1, job.Job.Series!.SeriesInstanceUid);
        await CompleteAsync(job, "2.25.1");
        Assert.Equal([SeriesState.Delivering, SeriesState.Delivering], await StatesAsync());
        await _storage.Deliveries.MarkDeliveredAsync((await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!, 0, null, default);
        Assert.Equal([SeriesState.Done, SeriesState.Done], await StatesAsync());
        Assert.Null((await FindAsync(Flair)).AwaitUntil);
        Assert.Equal("2.25.1", (await FindAsync(Flair)).Uses.Single().Job!.Results.Single().SopInstanceUid); // it is shown with both
    }

    [Fact]
    public async Task A_late_instance_in_one_series_voids_the_job_and_the_other_is_decided_about_again()
    {
        JobClaim job = await MatchedAsync();

        await RecordAsync(Flair, 2);

        Assert.False(await CompleteAsync(job, "2.25.1"));
        Assert.Equal([SeriesState.Receiving, SeriesState.Complete], await StatesAsync());
        Assert.Empty(await _storage.Jobs.StandingAsync("1.2.3", "brats", "1", default));
    }

    [Fact]
    public async Task A_result_that_both_series_gave_is_overtaken_by_the_next_and_its_delivery_is_not_sent()
    {
        await CompleteAsync(await MatchedAsync(), "2.25.1");
        await RecordAsync(Flair, 2);
        Assert.Equal(DeliveryState.Superseded, Assert.Single(await _storage.Deliveries.ListAsync(null, 0, 10, default)).State);

        await MatchAgainAsync("next");
        JobClaim next = (await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!;

        Assert.Equal(["2.25.1"], (await _storage.Jobs.OvertakenByAsync(next, default)).Select(r => r.SopInstanceUid));
        await CompleteAsync(next, "2.25.2");
        Assert.Equal(["2.25.2"], (await _storage.Deliveries.ListAsync(DeliveryState.Pending, 0, 10, default)).Select(d => d.Result!.SopInstanceUid));
    }

    [Fact]
    public async Task A_job_is_not_made_when_another_of_its_series_has_grown_meanwhile()
    {
        await AwaitAsync(Flair);
        await AwaitAsync(T1);
        Series flair = await FindAsync(Flair), t1 = await FindAsync(T1);
        await RecordAsync(Flair, 2);
        await RecordAsync(T1, 2);
        SeriesClaim claim = await CloseAsync(T1);

        Assert.False(await _storage.Series.RouteAsync(claim, "ok", [Job("a", flair, t1)], default));

        Assert.True(await _storage.Series.PutOffAsync(claim, _storage.Clock.Now.AddSeconds(1), default));
        Assert.Null(await _storage.Series.ClaimNextCompleteAsync("a", s_lease, default));
        _storage.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await _storage.Series.ClaimNextCompleteAsync("a", s_lease, default));
    }

    [Fact]
    public async Task The_last_series_of_a_study_to_be_decided_about_wakes_all_that_wait_unless_it_waits_itself()
    {
        await AwaitAsync(Flair);
        await AwaitAsync("1.2.3");
        SeriesClaim decided = await CloseAsync(T1, 1);
        Assert.Equal(0, await _storage.Series.ReconsiderStudyAsync(decided, default)); // it is being decided about
        await _storage.Series.MarkNotRoutedAsync(decided, "no route", default);

        Assert.Equal(2, await _storage.Series.ReconsiderStudyAsync(decided, default));

        Assert.Equal([SeriesState.Complete, SeriesState.NotRouted], await StatesAsync());
        SeriesClaim woken = (await _storage.Series.ClaimNextCompleteAsync("a", s_lease, default))!;
        await _storage.Series.AwaitAsync(woken, Awaited(), default);
        Assert.Equal(0, await _storage.Series.ReconsiderStudyAsync(woken, default));
    }

    [Fact]
    public async Task After_its_time_a_waiting_series_is_decided_about_a_last_time()
    {
        await AwaitAsync(Flair);
        Assert.Equal(0, await _storage.Series.ReconsiderOverdueAsync(default));
        _storage.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, await _storage.Series.ReconsiderOverdueAsync(default));
        await _storage.Series.MarkUnmatchedAsync((await _storage.Series.ClaimNextCompleteAsync("a", s_lease, default))!, "no t1", default);

        Assert.Equal((SeriesState.Unmatched, "no t1", null), ((await FindAsync(Flair)).State, (await FindAsync(Flair)).Reason, (await FindAsync(Flair)).AwaitUntil));
        Assert.Equal(0, await _storage.Series.ReconsiderOverdueAsync(default));
    }

    [Fact]
    public async Task A_job_whose_model_cannot_be_read_waits_and_is_made_anew_when_it_can()
    {
        await _storage.Series.RouteAsync(await CloseAsync(Flair, 1), "ok", [new("brats", "", "d", ["SEG"], ["pacs"]) { Hindrance = "no model.json" }], default);
        Job blocked = Assert.Single((await FindAsync(Flair)).Jobs);
        Assert.Equal((JobState.Blocked, "no model.json"), (blocked.State, blocked.Reason));
        Assert.Null(await _storage.Jobs.ClaimNextAsync("a", s_lease, default));
        Assert.Equal(0, await _storage.Jobs.UnblockAsync("brats", "", default));

        Assert.Equal(1, await _storage.Jobs.ReconsiderAsync("brats", default));
        await _storage.Series.RouteAsync((await _storage.Series.ClaimNextCompleteAsync("a", s_lease, default))!, "ok", [new("brats", "1", "d", ["SEG"], ["pacs"])], default);

        Assert.Equal(("1", JobState.Queued), (Assert.Single((await FindAsync(Flair)).Jobs).ModelVersion, (await FindAsync(Flair)).Jobs.Single().State));
    }

    [Fact]
    public async Task Late_instances_are_kept_aside_where_they_are_ignored_until_an_operator_asks()
    {
        await using StorageUnderTest storage = new((services, folder) => services.AddStorage(_ => folder, LateInstances.Ignore));
        await storage.Database.StartAsync(default);
        await storage.Series.RecordInstancesAsync([Received(SeriesUid, "1.1", storage.Clock.Now)], default);
        await storage.Series.CloseQuietAsync(storage.Clock.Now, "quiet", default);
        await storage.Series.RouteAsync((await storage.Series.ClaimNextCompleteAsync("a", s_lease, default))!, "ok", [new("m", "1", "d", ["SEG"], [])], default);

        await storage.Series.RecordInstancesAsync([Received(SeriesUid, "1.2", storage.Clock.Now)], default);

        SeriesSummary series = Assert.Single(await storage.Series.ListAsync(SeriesState.Segmenting, null, 0, 10, default));
        Assert.Equal((1, 1, 1), (series.Instances, series.Late, series.Series.Generation));
        Assert.True(await storage.Series.RequestSegmentationAsync(SeriesUid, default));
        series = Assert.Single(await storage.Series.ListAsync(SeriesState.Complete, null, 0, 10, default));
        Assert.Equal((2, 0, 2), (series.Instances, series.Late, series.Series.Generation));
        Assert.Equal(JobState.Superseded, (await storage.Series.FindAsync(SeriesUid, default))!.Jobs.Single().State);
    }

    [Fact]
    public async Task A_job_on_one_image_is_made_once_while_its_series_comes_in_and_outlives_its_growth()
    {
        await RecordAsync(Flair, 1);
        NewJob wanted = new("us", "1", "d", ["SEG"], ["pacs"]) { SopInstanceUid = "1.1" };
        Assert.True(await _storage.Series.QueueForInstanceAsync(Flair, wanted, default));
        Assert.False(await _storage.Series.QueueForInstanceAsync(Flair, wanted, default));
        JobClaim job = (await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!;
        await CloseAsync(Flair);
        await RecordAsync(Flair, 2);

        Assert.Equal(2, (await FindAsync(Flair)).Generation);
        Assert.True(await CompleteAsync(job, "2.25.1"));
        Assert.NotNull(await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default));
    }

    /// <summary>Both series wait, and then there is a job of them, claimed.</summary>
    private async Task<JobClaim> MatchedAsync()
    {
        await AwaitAsync(Flair);
        SeriesClaim claim = await CloseAsync(T1, 1);
        Assert.True(await _storage.Series.RouteAsync(claim, "ok", [Job("both", await FindAsync(Flair), await FindAsync(T1))], default));
        return (await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!;
    }

    private async Task MatchAgainAsync(string digest)
    {
        await _storage.Series.AwaitAsync((await _storage.Series.ClaimNextCompleteAsync("a", s_lease, default))!, Awaited(), default); // T1
        SeriesClaim claim = await CloseAsync(Flair);
        Assert.True(await _storage.Series.RouteAsync(claim, "ok", [Job(digest, await FindAsync(Flair), await FindAsync(T1))], default));
    }

    private static NewJob Job(string digest, Series flair, Series t1) => new("brats", "1", digest, ["SEG"], ["pacs"])
    {
        Inputs = [new(t1.Id, t1.Generation, "t1"), new(flair.Id, flair.Generation, "flair")],
        ReferenceSeriesId = t1.Id,
    };

    private async Task AwaitAsync(string series) => Assert.True(await _storage.Series.AwaitAsync(await CloseAsync(series, 1), Awaited(), default));

    private AwaitedInputs Awaited() => new(["brats"], _storage.Clock.Now.AddHours(1), "needs more");

    private Task<int> RecordAsync(string series, int slice) => _storage.Series.RecordInstancesAsync([Received(series, $"{series}.{slice}", _storage.Clock.Now)], default);

    private async Task<SeriesClaim> CloseAsync(string series, int? slice = null)
    {
        if (slice is int number)
        {
            await RecordAsync(series, number);
        }

        Assert.True(await _storage.Series.CloseAsync(series, (await FindAsync(series)).LastInstanceAt, "all are here", default));
        SeriesClaim claim = (await _storage.Series.ClaimNextCompleteAsync("a", s_lease, default))!;
        Assert.Equal(series, claim.SeriesInstanceUid);
        return claim;
    }

    private async Task<Series> FindAsync(string series) => (await _storage.Series.FindAsync(series, default))!;

    private async Task<SeriesState[]> StatesAsync() => [(await FindAsync(Flair)).State, (await FindAsync(T1)).State];

    private Task<bool> CompleteAsync(JobClaim claim, string result) => _storage.Jobs.CompleteAsync(
        claim, [new("SEG", result, "1.2.840.10008.5.1.4.1.1.66.4", new StoredInstance($"results/{result}.dcm", "sha", 1, StoreOutcome.Stored))], JobRecord.Of("CPU"), new Dictionary<string, double>(), default);
}
