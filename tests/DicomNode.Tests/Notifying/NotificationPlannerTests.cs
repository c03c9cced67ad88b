using DicomNode.Notifying;
using Xunit;

namespace DicomNode.DicomNode.Tests.Notifying;

/// <summary>When a channel is told what.</summary>
public class NotificationPlannerTests
{
    private static readonly DateTime s_start = new(2026, 11, 21, 8, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan s_settle = TimeSpan.FromMinutes(5);
    private readonly NotificationChannelOptions _channel = new() { Name = "c", Every = TimeSpan.FromHours(4) };
    private ChannelBook _book = new() { Name = "c" };

    [Fact]
    public void What_lasts_is_told_once_again_after_a_while_and_once_more_when_it_is_over()
    {
        Assert.Equal(["2 dead"], Titles(Decide(0, Dead("2 dead"))));
        Assert.Empty(Decide(1, Dead("2 dead")));
        Assert.Empty(Decide(239, Dead("3 dead")));
        Assert.Equal(["3 dead"], Titles(Decide(240, Dead("3 dead"))));
        Assert.Empty(Decide(241)); // it may come back
        Assert.Empty(Decide(243, Dead("1 dead")));
        Assert.Empty(Decide(244));
        Notification over = Assert.Single(Decide(249));
        Assert.True(over.IsOver);
        Assert.Contains("All well again: nothing is given up for pacs", over.Title);
        Assert.Empty(Decide(260));
        Assert.Equal(["1 dead"], Titles(Decide(261, Dead("1 dead"))));
    }

    [Fact]
    public void What_was_over_before_anybody_was_told_is_not_told_and_the_end_of_what_was_told_is_even_when_a_repetition_waits()
    {
        Decide(0, take: false, Dead("2 dead"));
        Assert.Single(_book.Waiting);
        Decide(1, take: false);
        Decide(6, take: false);
        Assert.Empty(_book.Waiting);
        Assert.Empty(_book.Told);

        Decide(10, Dead("1 dead"));
        Decide(250, take: false, Dead("2 dead"));
        Decide(251, take: false);
        Decide(256, take: false);
        Assert.True(Assert.Single(_book.Waiting).IsOver);
    }

    [Fact]
    public void What_happens_is_told_once_each_and_gathered_until_the_channel_may_be_told_again()
    {
        Assert.Equal(["a"], Decide(0, Failed("a")).Single().Items);
        Assert.Empty(Decide(10, Failed("b", "a")));
        Assert.Empty(Decide(100, Failed("c", "b", "a")));
        Notification digest = Assert.Single(Decide(240, Failed("c", "b")));
        Assert.Equal(["c", "b"], digest.Items);
        Assert.Equal(2, digest.Count);
        Assert.Empty(Decide(500, Failed("c")));
        Assert.Empty(Decide(900)); // and nothing is over
        Assert.Empty(_book.Told);
    }

    [Fact]
    public void What_waits_for_a_dead_channel_is_brought_up_to_date_and_nothing_of_it_is_lost()
    {
        Decide(0, take: false, Failed("a"), Dead("1 dead"));
        string id = _book.Waiting[0].Id;
        Decide(240, take: false, Failed("b", "a"), Dead("7 dead"));
        Assert.Equal([id, _book.Waiting[1].Id], _book.Waiting.Select(w => w.Id));
        Assert.Equal(["b", "a"], _book.Waiting[0].Items);
        Assert.Equal(2, _book.Waiting[0].Count);
        Assert.Equal("7 dead", _book.Waiting[1].Title);
    }

    [Fact]
    public void Many_occurrences_are_a_few_lines_and_a_number()
    {
        Notification message = Assert.Single(Decide(0, Failed([.. Enumerable.Range(0, 40).Select(i => $"{i}")])));
        Assert.Equal(NotificationPlanner.MostItems + 1, message.Items.Count);
        Assert.Equal("… and 30 more", message.Items[^1]);
        Assert.Equal(40, message.Count);
    }

    [Fact]
    public void A_channel_is_told_only_of_what_it_is_for_and_what_is_unknown_is_not_over()
    {
        _channel.On = [NotificationKind.DeadLetter];
        Assert.Equal(["1 dead"], Titles(Decide(0, Failed("a"), Dead("1 dead"))));
        for (int minute = 1; minute < 20; minute++)
        {
            ChannelBook after = NotificationPlanner.Decide(_book, _channel, [], [NotificationKind.DeadLetter], s_settle, s_start.AddMinutes(minute));
            Assert.Same(_book, after); // the index does not answer
        }
    }

    [Fact]
    public void A_clock_that_is_set_back_silences_nothing()
    {
        Decide(0, Dead("1 dead"));
        Assert.Equal(["1 dead"], Titles(Decide(-600, Dead("1 dead"))));
    }

    [Fact]
    public void Hundreds_of_subjects_wait_up_to_a_limit_and_the_others_come_when_there_is_room()
    {
        Condition[] many = [.. Enumerable.Range(0, NotificationPlanner.MostWaiting + 50).Select(i => Dead("dead") with { Subject = $"p{i}" })];
        Decide(0, take: false, many);
        Assert.Equal(NotificationPlanner.MostWaiting, _book.Waiting.Count);
        _book = _book with { Waiting = [] };
        Assert.Equal(50, Decide(1, many).Count);
    }

    [Fact]
    public void Nothing_new_changes_nothing()
    {
        Decide(0, Dead("1 dead"), Failed("a"));
        ChannelBook before = _book;
        Decide(1, Failed("a"), Dead("1 dead"));
        Assert.Same(before, _book);
    }

    private static Condition Dead(string title) => new(NotificationKind.DeadLetter, "pacs", title, "Retry.") { Occurrences = [new("x", "x")] };

    private static Condition Failed(params string[] keys) => new(NotificationKind.SegmentationFailed, "model", "failed", "") { Lasts = false, Occurrences = [.. keys.Select(k => new Occurrence(k, k))] };

    private static IEnumerable<string> Titles(IEnumerable<Notification> messages) => messages.Select(m => m.Title);

    private IReadOnlyList<Notification> Decide(int minute, params Condition[] seen) => Decide(minute, take: true, seen);

    /// <param name="take">The channel takes what waits for it.</param>
    private IReadOnlyList<Notification> Decide(int minute, bool take, params Condition[] seen)
    {
        _book = NotificationPlanner.Decide(_book, _channel, seen, [], s_settle, s_start.AddMinutes(minute));
        IReadOnlyList<Notification> waiting = _book.Waiting;
        _book = take && waiting.Count > 0 ? _book with { Waiting = [] } : _book;
        return waiting;
    }
}
