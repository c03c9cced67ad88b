using System.Text.Json.Nodes;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Hosting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Hosting;

public sealed class ClockTests : IDisposable
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1), s_longest = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();
    private readonly SettableClock _machine = new();
    private readonly MadeSeries _series = new() { Slices = 20 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_steady_clock_goes_on_when_the_machines_is_set()
    {
        SteadyClock clock = new(_machine);
        DateTimeOffset before = clock.GetUtcNow();
        _machine.Set(-s_day);

        Assert.InRange(clock.GetUtcNow() - before, TimeSpan.Zero, s_longest);
        Assert.InRange(clock.MachineIsAheadBy, -s_day - s_longest, -s_day + s_longest);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_clock_that_is_set_by_a_day_delays_nothing(int days)
    {
        await using CollectingArchive archive = new(DimseStatus.OutOfResources);
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, clock: _machine);

        await node.SendAsync(Slices());
        _machine.Set(days * s_day);

        Assert.Equal("Done", (string?)(await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed"))["state"]);
        Assert.Equal(3, archive.Received.Count); // one was refused for now, and asked again
        DateTimeOffset machine = _machine.GetLocalNow();
        DataSet result = DataSetReader.Read(archive.Received.First().DataSet, TransferSyntax.ExplicitVrLittleEndian);
        Assert.Contains(result.GetString(Tags.InstanceCreationDate), (string[])[$"{machine:yyyyMMdd}", $"{machine - s_longest:yyyyMMdd}"]); // objects bear the date that holds
    }

    [Fact]
    public async Task A_clock_that_is_set_forward_closes_nothing_early()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(
            _folder, archive.Port, o => (o.Assembling.QuietPeriod, o.Assembling.SettlePeriod, o.Assembling.GapPeriod) = (TimeSpan.FromHours(6), TimeSpan.FromHours(6), TimeSpan.FromHours(6)), _machine);

        await node.SendAsync(Slices().Take(10));
        await Eventually.TrueAsync(async () => (int?)(await node.FindAsync(_series.SeriesInstanceUid))?["instances"] == 10, s_longest);
        _machine.Set(s_day);
        await node.SendAsync(Slices().Skip(10));
        await Eventually.TrueAsync(async () => (int?)(await node.FindAsync(_series.SeriesInstanceUid))?["instances"] == 20, s_longest);

        JsonNode series = (await node.FindAsync(_series.SeriesInstanceUid))!;
        Assert.Equal(("Receiving", 1), ((string?)series["state"], (int?)series["generation"]));
    }

    private IEnumerable<DataSet> Slices() => Enumerable.Range(0, _series.Slices).Select(_series.Slice);
}
