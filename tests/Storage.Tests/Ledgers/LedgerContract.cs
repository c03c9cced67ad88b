using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using static DicomNode.Storage.Tests.TestInstance;

namespace DicomNode.Storage.Tests.Ledgers;

/// <summary>What the ledgers promise on every database; a subclass brings the database.</summary>
public abstract class LedgerContract : IAsyncLifetime
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(1);
    private StorageUnderTest _storage = null!;

    private protected abstract StorageUnderTest Create();

    public async Task InitializeAsync()
    {
        _storage = Create();
        await _storage.Database.StartAsync(default);
    }

    public Task DisposeAsync() => _storage.DisposeAsync().AsTask();

    [Fact]
    public async Task Recording_a_batch_twice_makes_one_row_per_file()
    {
        ReceivedInstance[] batch = [Slice(1), Slice(2)];

        Assert.Equal(2, await _storage.Series.RecordInstancesAsync(batch, default));
        Assert.Equal(0, await _storage.Series.RecordInstancesAsync(batch, default));
        Assert.Equal(2, (await _storage.Series.InstancesAsync(SeriesUid, default)).Count);
        SeriesSummary summary = Assert.Single(await _storage.Series.ListAsync(SeriesState.Receiving, null, 0, 10, default));
        Assert.Equal((2, 0, 1), (summary.Instances, summary.Conflicts, summary.Series.Generation));
        Assert.Equal(DateTimeKind.Utc, summary.Series.LastInstanceAt.Kind);
        Assert.Equal(_storage.Clock.Now, summary.Series.LastInstanceAt);
    }

    [Fact]
    public async Task A_series_closes_when_it_is_quiet_and_not_before()
    {
        await RecordAsync(1);
        Assert.Empty(await _storage.Series.CloseQuietAsync(_storage.Clock.Now.AddSeconds(-10), "quiet", default));
        _storage.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal([SeriesUid], await _storage.Series.CloseQuietAsync(_storage.Clock.Now.AddSeconds(-10), "quiet for 10 s", default));
        Series row = (await _storage.Series.FindAsync(SeriesUid, default))!;
        Assert.Equal((SeriesState.Complete, "quiet for 10 s", _storage.Clock.Now), (row.State, row.ClosedBy, row.ClosedAt));
    }

    [Fact]
    public async Task A_series_that_is_held_open_closes_later_or_when_the_missing_instance_came()
    {
        SeriesClaim claim = await CloseAndClaimAsync(1);
        Assert.True(await _storage.Series.HoldOpenAsync(claim, _storage.Clock.Now.AddMinutes(2), "a gap", default));
        Assert.Empty(await _storage.Series.CloseQuietAsync(_storage.Clock.Now, "quiet", default));

        await RecordAsync(2);
        Assert.Equal([SeriesUid], await _storage.Series.CloseQuietAsync(_storage.Clock.Now, "quiet", default));
        claim = (await _storage.Series.ClaimNextCompleteAsync("a", s_lease, default))!;
        await _storage.Series.HoldOpenAsync(claim, _storage.Clock.Now.AddMinutes(2), "a gap", default);
        _storage.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([SeriesUid], await _storage.Series.CloseQuietAsync(_storage.Clock.Now, "quiet", default));
    }

    [Fact]
    public async Task Evidence_about_a_series_that_has_grown_since_closes_nothing()
    {
        await RecordAsync(1);
        SettledSeries weighed = Assert.Single(await _storage.Series.ListSettledAsync(_storage.Clock.Now, default));
        Assert.Equal(1, weighed.Instances);
        _storage.Clock.Advance(TimeSpan.FromSeconds(1));
        await RecordAsync(2);

        Assert.False(await _storage.Series.CloseAsync(SeriesUid, weighed.LastInstanceAt, "all are here", default));
        Assert.Empty(await _storage.Series.ListSettledAsync(weighed.LastInstanceAt, default));
        Assert.Equal(2, Assert.Single(await _storage.Series.ListSettledAsync(_storage.Clock.Now, default)).Instances);
    }

    [Fact]
    public async Task Of_many_who_claim_one_job_one_gets_it()
    {
        await RoutedAsync();

        JobClaim?[] claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => _storage.Jobs.ClaimNextAsync($"node {i}", s_lease, default))));

        Assert.Single(claims, c => c is not null);
    }

    [Fact]
    public async Task A_job_of_a_higher_priority_overtakes_older_ones()
    {
        await _storage.Series.RouteAsync(await CloseAndClaimAsync(1), "ok", [Job("older"), Job("urgent") with { Priority = 1 }, Job("last")], default);

        List<string> order = [];
        while (await _storage.Jobs.ClaimNextAsync("a", s_lease, default) is JobClaim claim)
        {
            order.Add(claim.Job.InputDigest);
        }

        Assert.Equal(["urgent", "older", "last"], order);
    }

    [Fact]
    public async Task Of_many_who_claim_one_series_or_one_delivery_one_gets_it()
    {
        await RecordAsync(1);
        await _storage.Series.CloseAsync(SeriesUid, await LastInstanceAtAsync(), "all are here", default);
        SeriesClaim?[] series = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => _storage.Series.ClaimNextCompleteAsync($"{i}", s_lease, default))));
        await _storage.Series.RouteAsync(Assert.Single(series, c => c is not null)!, "ok", [Job()], default);
        await CompleteAsync((await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!);

        DeliveryClaim?[] deliveries = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => _storage.Deliveries.ClaimDueAsync("pacs", $"{i}", s_lease, default))));
        Assert.Single(deliveries, c => c is not null);
    }

    [Fact]
    public async Task A_job_whose_lease_ran_out_goes_to_another_and_its_late_owner_is_refused()
    {
        await RoutedAsync();
        JobClaim frozen = (await _storage.Jobs.ClaimNextAsync("frozen", s_lease, default))!;
        Assert.Null(await _storage.Jobs.ClaimNextAsync("other", s_lease, default));
        _storage.Clock.Advance(s_lease);
        JobClaim other = (await _storage.Jobs.ClaimNextAsync("other", s_lease, default))!;

        Assert.False(await _storage.Jobs.RenewAsync(frozen, s_lease, default));
        Assert.False(await CompleteAsync(frozen));
        Assert.False(await _storage.Jobs.FailAsync(frozen, "too late", default));
        Assert.Equal(JobState.Running, await JobStateAsync());
        Assert.Equal(frozen.Job.ResultTime, other.Job.ResultTime); // or the retry would make other bytes
        Assert.True(await CompleteAsync(other));
        Assert.Single((await _storage.Series.FindAsync(SeriesUid, default))!.Jobs.Single().Results);
    }

    [Fact]
    public async Task A_renewed_lease_keeps_its_job()
    {
        await RoutedAsync();
        JobClaim claim = (await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!;
        _storage.Clock.Advance(s_lease / 2);
        Assert.True(await _storage.Jobs.RenewAsync(claim, s_lease, default));
        _storage.Clock.Advance(s_lease / 2);

        Assert.Null(await _storage.Jobs.ClaimNextAsync("b", s_lease, default));
    }

    [Fact]
    public async Task The_whole_way_from_the_first_instance_to_done()
    {
        await RoutedAsync();
        Assert.Equal(SeriesState.Segmenting, await SeriesStateAsync());
        JobClaim job = (await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!;
        Assert.Equal(SeriesUid, job.Job.Series!.SeriesInstanceUid);
        Assert.True(await CompleteAsync(job));
        Assert.Equal(SeriesState.Delivering, await SeriesStateAsync());

        Assert.Equal(["pacs", "plan"], await _storage.Deliveries.DueDestinationsAsync(default));
        DeliveryClaim first = (await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!;
        Assert.Equal("2.25.1", first.Result.SopInstanceUid);
        Assert.True(await _storage.Deliveries.MarkDeliveredAsync(first, 0, null, default));
        Assert.Equal(SeriesState.Delivering, await SeriesStateAsync());
        DeliveryClaim second = (await _storage.Deliveries.ClaimDueAsync("plan", "a", s_lease, default))!;
        Assert.True(await _storage.Deliveries.MarkDeliveredAsync(second, 0xB000, "coerced", default));

        Series done = (await _storage.Series.FindAsync(SeriesUid, default))!;
        Assert.Equal(SeriesState.Done, done.State);
        Assert.Equal(
            [DeliveryState.Delivered, DeliveryState.DeliveredWithWarning],
            done.Jobs.Single().Results.Single().Deliveries.OrderBy(d => d.Destination).Select(d => d.State));
        Assert.Equal("{\"inference\":1.5}", done.Jobs.Single().StageSeconds);
    }

    [Fact]
    public async Task A_delivery_waits_for_its_time_dies_with_a_reason_and_lives_again_when_an_operator_asks()
    {
        await RoutedAsync("pacs");
        await CompleteAsync((await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!);
        DeliveryClaim claim = (await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!;
        Assert.True(await _storage.Deliveries.RetryLaterAsync(claim, 0xA700, "out of resources", _storage.Clock.Now.AddSeconds(30), default));
        Assert.Null(await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default));
        _storage.Clock.Advance(TimeSpan.FromSeconds(30));

        claim = (await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!;
        Assert.Equal(2, claim.Delivery.Attempts);
        Assert.True(await _storage.Deliveries.DeadLetterAsync(claim, 0x0122, "SOP class not supported", default));
        Assert.Equal(SeriesState.Failed, await SeriesStateAsync());
        Assert.Equal("SOP class not supported", Assert.Single(await _storage.Series.ListAsync(SeriesState.Failed, null, 0, 10, default)).Trouble);
        Delivery dead = Assert.Single(await _storage.Deliveries.ListAsync(DeliveryState.DeadLetter, 0, 10, default));
        Assert.Equal((0x0122, "SOP class not supported"), (dead.LastStatus, dead.LastReason));

        Assert.True(await _storage.Deliveries.RetryAsync(dead.Id, default));
        Assert.Equal(SeriesState.Delivering, await SeriesStateAsync());
        Assert.False(await _storage.Deliveries.MarkDeliveredAsync(claim, 0, null, default)); // the old claim is no longer good
        claim = (await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!;
        Assert.Equal(_storage.Clock.Now, claim.Delivery.TryingSince);
        Assert.False(await _storage.Deliveries.RetryAsync(dead.Id, default));
        Assert.Null(await _storage.Deliveries.RetryAsync(4711, default));
    }

    [Fact]
    public async Task What_a_dead_process_had_claimed_is_due_at_once_after_a_start()
    {
        await RoutedAsync("pacs");
        await _storage.Jobs.ClaimNextAsync("dead", s_lease, default);
        Assert.Null(await _storage.Jobs.ClaimNextAsync("a", s_lease, default));

        Assert.Equal(1, await new StaleLeases(_storage.Contexts).EndAsync(default));
        await CompleteAsync((await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!);
        await _storage.Deliveries.ClaimDueAsync("pacs", "dead", s_lease, default);
        Assert.Null(await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default));

        Assert.Equal(1, await new StaleLeases(_storage.Contexts).EndAsync(default));
        Assert.NotNull(await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default));
        await RecordAsync(2);
        await CloseAndClaimAsync();
        Assert.Null(await _storage.Series.ClaimNextCompleteAsync("a", s_lease, default));
        Assert.Equal(2, await new StaleLeases(_storage.Contexts).EndAsync(default)); // the delivery's again, and the decision's
        Assert.NotNull(await _storage.Series.ClaimNextCompleteAsync("a", s_lease, default));
    }

    [Fact]
    public async Task An_instance_that_was_sent_and_not_answered_may_have_landed_until_an_answer_says_where_it_is()
    {
        await RoutedAsync("pacs");
        await CompleteAsync((await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!);
        DeliveryClaim claim = (await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!;
        await _storage.Deliveries.RetryLaterAsync(claim, null, "no connection", _storage.Clock.Now, default);
        claim = (await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!;
        Assert.False(claim.Delivery.MayHaveLanded); // it never went out

        Assert.True(await _storage.Deliveries.MarkSendingAsync(claim, claim.Result.Id, default));
        await _storage.Deliveries.RetryLaterAsync(claim, null, "the answer was lost", _storage.Clock.Now, default);
        claim = (await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!;
        Assert.True(claim.Delivery.MayHaveLanded);

        await _storage.Deliveries.RetryLaterAsync(claim, 0xA700, "out of resources", _storage.Clock.Now, default);
        Assert.False((await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!.Delivery.MayHaveLanded);
    }

    [Fact]
    public async Task A_peer_is_asked_once_in_a_while_until_it_has_proven_a_delivery_and_what_it_disowns_is_sent_again()
    {
        await RoutedAsync("pacs");
        await CompleteAsync((await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!);
        Assert.Empty(await UnprovenAsync());
        await _storage.Deliveries.MarkDeliveredAsync((await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!, 0, null, default);
        UnprovenDelivery open = Assert.Single(await UnprovenAsync());
        await _storage.Deliveries.MarkProofAskedAsync([open.Id], default);
        Assert.Empty(await UnprovenAsync());
        _storage.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Single(await UnprovenAsync());

        Assert.Equal(DeliveryState.Pending, await _storage.Deliveries.DisownAsync(open.Id, "not there", _storage.Clock.Now.AddDays(-3), default));
        Assert.Equal(SeriesState.Delivering, await SeriesStateAsync());
        DeliveryClaim again = (await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!;
        Assert.True(again.Delivery.MayHaveLanded); // it was answered with success once: that the peer calls it a duplicate now is good
        await _storage.Deliveries.MarkDeliveredAsync(again, 0, null, default);
        await _storage.Deliveries.MarkProvenAsync([Assert.Single(await UnprovenAsync()).Id], default);
        Assert.Empty(await UnprovenAsync());

        Assert.Equal(DeliveryState.DeadLetter, await _storage.Deliveries.DisownAsync(open.Id, "lost", _storage.Clock.Now, default)); // tried for too long
        Assert.Equal(SeriesState.Failed, await SeriesStateAsync());
        Assert.Null(await _storage.Deliveries.DisownAsync(open.Id, "lost", _storage.Clock.Now, default));

        Task<IReadOnlyList<UnprovenDelivery>> UnprovenAsync() => _storage.Deliveries.ListUnprovenAsync("pacs", _storage.Clock.Now.AddMinutes(-10), 10, default);
    }

    [Fact]
    public async Task A_result_that_a_peer_disowns_after_more_came_is_not_sent_again()
    {
        await RoutedAsync("pacs");
        await CompleteAsync((await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!);
        DeliveryClaim sent = (await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!;
        await _storage.Deliveries.MarkDeliveredAsync(sent, 0, null, default);
        await RecordAsync(2);

        Assert.Equal(DeliveryState.Superseded, await _storage.Deliveries.DisownAsync(sent.Delivery.Id, "not there", _storage.Clock.Now.AddDays(-3), default));

        Assert.Null(await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default));
    }

    [Fact]
    public async Task A_result_that_was_not_sent_when_more_came_is_not_sent_unless_its_volume_is_unchanged()
    {
        await RoutedAsync();
        await CompleteAsync((await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!);
        DeliveryClaim underWay = (await _storage.Deliveries.ClaimDueAsync("plan", "a", s_lease, default))!;
        await RecordAsync(2);
        Assert.Null(await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default));
        await _storage.Deliveries.RetryLaterAsync(underWay, 0xA700, "out of resources", _storage.Clock.Now, default);
        Assert.Equal(2, (await _storage.Deliveries.ListAsync(DeliveryState.Superseded, 0, 10, default)).Count);

        await _storage.Series.RouteAsync(await CloseAndClaimAsync(), "ok", [Job()], default); // the late one was of another volume
        Assert.NotNull(await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default));
        Assert.Equal(SeriesState.Delivering, await SeriesStateAsync());
    }

    [Fact]
    public async Task A_result_that_is_held_is_not_due_before_it_is_released_and_stays_held_when_it_is_restored()
    {
        await RoutedAsync();
        JobRecord record = new("CPU", "hash", "[]", new Dictionary<string, string> { ["pacs"] = "Left and right seem to be swapped." });
        Assert.True(await CompleteAsync((await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!, record));
        Assert.Null(await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default));
        DeliveryClaim other = (await _storage.Deliveries.ClaimDueAsync("plan", "a", s_lease, default))!;
        await _storage.Deliveries.MarkDeliveredAsync(other, 0, null, default);
        Assert.Equal(SeriesState.Delivering, await SeriesStateAsync()); // so nothing of it is removed
        Delivery held = Assert.Single(await _storage.Deliveries.ListAsync(DeliveryState.Held, 0, 10, default));
        Assert.Equal("Left and right seem to be swapped.", held.HoldReason);
        Assert.Equal((false, 0), (await _storage.Deliveries.RetryAsync(held.Id, default), await _storage.Deliveries.RetryAllAsync(null, default)));

        await RecordAsync(2);
        Assert.Single(await _storage.Deliveries.ListAsync(DeliveryState.Superseded, 0, 10, default));
        await _storage.Series.RouteAsync(await CloseAndClaimAsync(), "ok", [Job()], default); // the late one was of another volume
        Assert.Equal(held.Id, Assert.Single(await _storage.Deliveries.ListAsync(DeliveryState.Held, 0, 10, default)).Id);

        Assert.Equal(0, await _storage.Deliveries.ReleaseAsync(new(SeriesInstanceUid: "1.2.9999"), default));
        Assert.Equal(1, await _storage.Deliveries.ReleaseAsync(new(held.Id), default));
        Assert.NotNull(await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default));
    }

    [Fact]
    public async Task What_a_job_was_computed_on_first_stays_in_its_row()
    {
        await RoutedAsync();
        JobClaim first = (await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!;
        Assert.Equal("CUDA", await _storage.Jobs.SettleProviderAsync(first, "CUDA", default));
        await _storage.Jobs.PutBackAsync(first, "the disk is full", _storage.Clock.Now, default);
        JobClaim second = (await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!;
        Assert.Equal("CUDA", await _storage.Jobs.SettleProviderAsync(second, "CPU", default));
        Assert.True(await CompleteAsync(second)); // says CPU
        Assert.Equal("CUDA", (await _storage.Series.FindAsync(SeriesUid, default))!.Jobs.Single().Provider);
    }

    [Fact]
    public async Task A_job_of_a_later_generation_knows_what_it_overtakes_and_where_that_was_delivered()
    {
        await RoutedAsync();
        await CompleteAsync((await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!);
        await _storage.Deliveries.MarkDeliveredAsync((await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!, 0, null, default);
        await RecordAsync(2);
        await _storage.Series.RouteAsync(await CloseAndClaimAsync(), "ok", [Job("next")], default);

        Result old = Assert.Single(await _storage.Jobs.OvertakenByAsync((await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!, default));

        Assert.Equal("2.25.1", old.SopInstanceUid);
        Assert.Equal("pacs", Assert.Single(old.Deliveries).Destination);
    }

    [Fact]
    public async Task A_late_instance_opens_the_next_generation_and_voids_what_was_under_way()
    {
        SeriesClaim decision = await CloseAndClaimAsync(1);
        await RecordAsync(2);
        Assert.False(await _storage.Series.RouteAsync(decision, "ok", [Job()], default));

        decision = await CloseAndClaimAsync();
        await _storage.Series.RouteAsync(decision, "ok", [Job()], default);
        JobClaim job = (await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!;
        await RecordAsync(3);
        Assert.False(await CompleteAsync(job));
        Assert.Equal(JobState.Superseded, await JobStateAsync());
        Assert.Equal(3, (await _storage.Series.FindAsync(SeriesUid, default))!.Generation);

        await _storage.Series.RouteAsync(await CloseAndClaimAsync(), "ok", [Job("other digest")], default);
        Assert.Equal("other digest", (await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!.Job.InputDigest);
    }

    [Fact]
    public async Task Repeats_and_conflicts_do_not_open_a_closed_series()
    {
        await CloseAndClaimAsync(1);

        await _storage.Series.RecordInstancesAsync([Slice(1), Received(SeriesUid, "1.1", _storage.Clock.Now, "conflicts")], default);

        SeriesSummary summary = Assert.Single(await _storage.Series.ListAsync(SeriesState.Complete, null, 0, 10, default));
        Assert.Equal((1, 1, 1), (summary.Instances, summary.Conflicts, summary.Series.Generation));
    }

    [Fact]
    public async Task Asking_again_runs_a_failed_job_but_never_a_done_one()
    {
        await RoutedAsync("pacs");
        await _storage.Jobs.FailAsync((await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!, "no memory", default);
        Assert.Equal("no memory", Assert.Single(await _storage.Series.ListAsync(null, SeriesUid[1..], 0, 10, default)).Trouble);
        Assert.Empty(await _storage.Series.ListAsync(null, "no such uid", 0, 10, default));
        Assert.Equal(SeriesState.Failed, await SeriesStateAsync());
        await AskAgainAsync();
        JobClaim again = (await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!;
        Assert.Equal(2, again.Job.Attempts);
        await CompleteAsync(again);

        await AskAgainAsync();
        Assert.Null(await _storage.Jobs.ClaimNextAsync("a", s_lease, default));
        Assert.Equal(SeriesState.Delivering, await SeriesStateAsync());

        async Task AskAgainAsync()
        {
            Assert.True(await _storage.Series.RequestSegmentationAsync(SeriesUid, default));
            await _storage.Series.RouteAsync((await _storage.Series.ClaimNextCompleteAsync("a", s_lease, default))!, "ok", [Job(destinations: "pacs")], default);
        }
    }

    [Fact]
    public async Task A_blocked_job_waits_until_the_hindrance_is_gone()
    {
        await RoutedAsync();
        await _storage.Jobs.BlockAsync((await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!, "model missing", default);
        Assert.Null(await _storage.Jobs.ClaimNextAsync("a", s_lease, default));
        Assert.Equal(SeriesState.Segmenting, await SeriesStateAsync());

        Assert.Equal([("ct-tissue", "1.0")], await _storage.Jobs.BlockedModelsAsync(default));
        Assert.Equal(0, await _storage.Jobs.UnblockAsync("ct-tissue", "2.0", default));
        Assert.Equal(1, await _storage.Jobs.UnblockAsync("ct-tissue", "1.0", default));
        Assert.NotNull(await _storage.Jobs.ClaimNextAsync("a", s_lease, default));
    }

    [Fact]
    public async Task A_series_without_a_route_and_one_with_a_gap_keep_their_reasons()
    {
        Assert.True(await _storage.Series.MarkNotRoutedAsync(await CloseAndClaimAsync(1), "no route for MR", default));
        Assert.Equal((SeriesState.NotRouted, "no route for MR"), ((await _storage.Series.FindAsync(SeriesUid, default))!.State, (await _storage.Series.FindAsync(SeriesUid, default))!.Reason));
        await RecordAsync(2);
        Assert.True(await _storage.Series.MarkIncompleteAsync(await CloseAndClaimAsync(), "gap at -12 mm", default));
        Assert.Equal(SeriesState.Incomplete, await SeriesStateAsync());
    }

    private ReceivedInstance Slice(int number) => Received(SeriesUid, $"1.{number}", _storage.Clock.Now);

    private Task<int> RecordAsync(int slice) => _storage.Series.RecordInstancesAsync([Slice(slice)], default);

    private async Task<SeriesClaim> CloseAndClaimAsync(int? slice = null)
    {
        if (slice is int number)
        {
            await RecordAsync(number);
        }

        Assert.True(await _storage.Series.CloseAsync(SeriesUid, await LastInstanceAtAsync(), "all are here", default));
        return (await _storage.Series.ClaimNextCompleteAsync("a", s_lease, default))!;
    }

    private async Task<DateTime> LastInstanceAtAsync() => (await _storage.Series.FindAsync(SeriesUid, default))!.LastInstanceAt;

    private static NewJob Job(string digest = "digest", params string[] destinations) =>
        new("ct-tissue", "1.0", digest, ["SEG"], destinations.Length == 0 ? ["pacs", "plan"] : destinations);

    [Fact]
    public async Task A_delivery_of_several_forms_of_a_result_remembers_which_one_was_sent()
    {
        await RoutedAsync("pacs", "other");
        JobClaim job = (await _storage.Jobs.ClaimNextAsync("a", s_lease, default))!;
        Assert.True(await _storage.Jobs.CompleteAsync(
            job,
            [
                new NewResult("SEG", "2.25.1", "label map", await _storage.Results.StoreAsync("2.25.1"), ["pacs"]) { Choices = [new("pacs", [new("2.25.1", "also"), new("2.25.2")])] },
                new NewResult("SEG", "2.25.2", "binary", await _storage.Results.StoreAsync("2.25.2"), ["other"]),
            ],
            JobRecord.Of("CPU"), new Dictionary<string, double>(), default));

        Assert.Equal(["also", "binary", "label map"], await _storage.Deliveries.SopClassesAsync("pacs", default));
        Assert.Equal(["binary"], await _storage.Deliveries.SopClassesAsync("other", default));
        DeliveryClaim claim = (await _storage.Deliveries.ClaimDueAsync("pacs", "a", s_lease, default))!;
        Assert.Equal(("2.25.1", 2), (claim.Result.SopInstanceUid, claim.Delivery.Choices.Count));
        Result second = claim.Delivery.Choices[1].Result!;
        Assert.True(await _storage.Deliveries.MarkSendingAsync(claim, second.Id, default));
        Assert.True(await _storage.Deliveries.MarkDeliveredAsync(claim, 0, null, default));

        Delivery delivered = (await _storage.Deliveries.ListAsync(DeliveryState.Delivered, 0, 10, default)).Single();
        Assert.Equal("2.25.2", delivered.Result!.SopInstanceUid);
        Assert.Equal(["2.25.2"], (await _storage.Deliveries.ListUnprovenAsync("pacs", DateTime.MaxValue, 10, default)).Select(d => d.SopInstanceUid));
    }

    private async Task RoutedAsync(params string[] destinations) =>
        Assert.True(await _storage.Series.RouteAsync(await CloseAndClaimAsync(1), "ok", [Job("digest", destinations)], default));

    private async Task<bool> CompleteAsync(JobClaim claim, JobRecord? record = null) => await _storage.Jobs.CompleteAsync(
        claim,
        [new NewResult("SEG", "2.25.1", "1.2.840.10008.5.1.4.1.1.66.4", await _storage.Results.StoreAsync("2.25.1"))],
        record ?? JobRecord.Of("CPU"),
        new Dictionary<string, double> { ["inference"] = 1.5 },
        default);

    private async Task<SeriesState> SeriesStateAsync() => (await _storage.Series.FindAsync(SeriesUid, default))!.State;

    private async Task<JobState> JobStateAsync()
    {
        await using NodeDbContext db = await _storage.Contexts.CreateDbContextAsync();
        return await db.Jobs.Select(j => j.State).SingleAsync();
    }
}
