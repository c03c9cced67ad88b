using DicomNode.Assembling;
using DicomNode.Configuration;
using DicomNode.Segmentation.Volumes;
using Xunit;

namespace DicomNode.DicomNode.Tests.Assembling;

public sealed class SeriesDecisionTests
{
    private static readonly DateTime s_last = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    private static readonly AssemblingOptions s_options = new() { GapPeriod = TimeSpan.FromMinutes(2), MaxVolumes = 2 };

    [Fact]
    public void A_shortage_is_waited_for_once_and_then_makes_the_series_incomplete()
    {
        Assert.Equal(new SeriesDecision.Wait("2 missing", s_last.AddMinutes(2)), Of(StackReason.None, shortage: "2 missing"));
        Assert.Equal(new SeriesDecision.Refuse("2 missing"), Of(StackReason.None, shortage: "2 missing", wasHeld: true));
    }

    [Fact]
    public void A_gap_names_the_positions_rather_than_the_count()
    {
        Assert.Equal(new SeriesDecision.Wait("verdict", s_last.AddMinutes(2)), Of(StackReason.Gap, shortage: "2 missing"));
        Assert.Equal(new SeriesDecision.Refuse("verdict"), Of(StackReason.Gap, wasHeld: true));
    }

    [Fact]
    public void What_time_cannot_mend_is_not_waited_for() => Assert.Equal(new SeriesDecision.Refuse("verdict"), Of(StackReason.GantryTilt, shortage: "2 missing"));

    [Fact]
    public void Each_volume_is_segmented_up_to_the_limit()
    {
        Assert.IsType<SeriesDecision.Segment>(Of(StackReason.None, volumes: 2));
        Assert.Contains("MaxVolumes (2)", Assert.IsType<SeriesDecision.Refuse>(Of(StackReason.None, volumes: 3)).Reason);
    }

    [Fact]
    public void Without_a_route_nothing_is_waited_for() =>
        Assert.IsType<SeriesDecision.LeaveAlone>(SeriesDecision.Of(Contents(StackReason.Gap, 1), [], "2 missing", s_last, false, s_options));

    private static SeriesDecision Of(StackReason reason, string? shortage = null, bool wasHeld = false, int volumes = 1) =>
        SeriesDecision.Of(Contents(reason, volumes), [new() { Model = "m" }], shortage, s_last, wasHeld, s_options);

    private static SeriesVolumes Contents(StackReason reason, int volumes) =>
        new(new() { Reason = reason, Sentence = "verdict" }, [.. Enumerable.Range(0, volumes).Select(i => new VolumePart($"{i}", [i]))]);
}
