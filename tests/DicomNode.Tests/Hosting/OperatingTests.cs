using System.Text.Json;
using System.Text.Json.Nodes;
using DicomNode.Cli;
using DicomNode.Dicom.Network;
using DicomNode.Testing;
using DicomNode.Tests.Cli;
using Xunit;

namespace DicomNode.DicomNode.Tests.Hosting;

/// <summary>The commands that an administrator has for a node: they ask the running one, or work on the folder of a stopped one.</summary>
public sealed class OperatingTests : IDisposable
{
    private readonly TempFolder _folder = new(), _copy = new();
    private readonly MadeSeries _series = new() { Slices = 20 }, _later = new() { Slices = 20, Seed = 2 };

    public void Dispose()
    {
        _folder.Dispose();
        _copy.Dispose();
    }

    [Fact]
    public async Task Status_series_and_retry_ask_the_running_node_and_say_when_there_is_none()
    {
        await using CollectingArchive archive = new(new DimseStatus(0xC000), new DimseStatus(0xC000));
        await using (RunningNode node = await RunningNode.StartAsync(_folder, archive.Port))
        {
            await File.WriteAllTextAsync(_folder.Combine("node.json"), JsonSerializer.Serialize(new { Http = new { Urls = $"{node.Http.BaseAddress}" } }));
            await SendAsync(node, _series);
            JsonNode failed = await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");

            await node.ReadyAsync();
            CommandRun status = await AskAsync("status");
            Assert.Equal(ExitCode.Done, status.ExitCode);
            Assert.Contains("listener   Healthy", status.Output, StringComparison.Ordinal);
            Assert.Contains(_series.SeriesInstanceUid, (await AskAsync("series")).Output, StringComparison.Ordinal);
            Assert.Contains(_series.SeriesInstanceUid, (await AskAsync("series", "--state", "Failed")).Output, StringComparison.Ordinal);
            Assert.Empty((await AskAsync("series", "--state", "Done")).Output);
            Assert.Equal(2, (await AskAsync("series", _series.SeriesInstanceUid)).Output.Split("DeadLetter, attempt 1. The peer refuses").Length - 1);
            Assert.Equal(20, (int?)JsonNode.Parse((await AskAsync("series", _series.SeriesInstanceUid, "--json")).Output)!["instances"]);
            CommandRun unknown = await AskAsync("series", "1.2.3");
            Assert.Equal((ExitCode.Failed, "The node knows no series 1.2.3."), (unknown.ExitCode, unknown.Error.Trim()));

            Assert.Equal("0 to be sent again.", (await AskAsync("retry", "--to", "scanner")).Output.Trim());
            string one = $"{failed["deliveries"]![0]!["id"]}";
            Assert.Equal("1 to be sent again.", (await AskAsync("retry", one)).Output.Trim());
            Assert.Equal("1 to be sent again.", (await AskAsync("retry", "--all")).Output.Trim());
            await node.WaitForAsync(_series.SeriesInstanceUid, "Done");
            Assert.Equal(4, archive.Received.Count);
            CommandRun delivered = await AskAsync("retry", one);
            Assert.Equal(ExitCode.Failed, delivered.ExitCode);
            Assert.Contains("It is delivered", delivered.Error, StringComparison.Ordinal);
            Assert.Contains("knows no delivery 999", (await AskAsync("retry", "999")).Error, StringComparison.Ordinal);
            Assert.Equal(ExitCode.WrongUsage, (await AskAsync("retry")).ExitCode);
        }

        CommandRun nobody = await AskAsync("status");
        Assert.Equal(ExitCode.Failed, nobody.ExitCode);
        Assert.Contains("No node answers at", nobody.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_index_was_lost_the_series_are_listed_again_and_nothing_old_is_segmented_or_sent_again()
    {
        await using CollectingArchive archive = new();
        await using (RunningNode node = await RunningNode.StartAsync(_folder, archive.Port))
        {
            await SendAsync(node, _series);
            await node.WaitForAsync(_series.SeriesInstanceUid, "Done");
        }

        CopyWithoutIndex();
        CommandRun rebuild = await CommandRun.OfAsync("rebuild", "--data", _copy.Combine("data"), "--recent", "00:00:00");
        Assert.Equal((ExitCode.Done, ""), (rebuild.ExitCode, rebuild.Error));
        Assert.Contains("20 of 20 files are in the new index; 1 series older than 00:00:00 rest.", rebuild.Output, StringComparison.Ordinal);
        Assert.Contains("There was no index before.", rebuild.Output, StringComparison.Ordinal);

        await using RunningNode again = await RunningNode.StartAsync(_copy, archive.Port);
        await SendAsync(again, _later); // when this one has gone through all stages, the old one would have too
        await again.WaitForAsync(_later.SeriesInstanceUid, "Done");
        JsonNode old = (await again.FindAsync(_series.SeriesInstanceUid))!;
        Assert.Equal(("NotRouted", 20), ((string?)old["state"], (int?)old["instances"]));
        Assert.Empty(old["jobs"]!.AsArray());
        Assert.Equal(4, archive.Received.Count);

        using HttpResponseMessage asked = await again.Http.PostAsync(new Uri($"/api/v1/series/{_series.SeriesInstanceUid}/segment", UriKind.Relative), null);
        Assert.True(asked.IsSuccessStatusCode);
        await again.WaitForAsync(_series.SeriesInstanceUid, "Done");
        Assert.Equal(
            archive.Received.Take(2).Select(r => r.Request.AffectedSopInstanceUid).Order(),
            archive.Received.Skip(4).Select(r => r.Request.AffectedSopInstanceUid).Order()); // to results with the same UIDs
    }

    [Fact]
    public async Task Rebuild_segments_recent_series_again_and_keeps_off_a_folder_in_use()
    {
        await using CollectingArchive archive = new();
        await using (RunningNode node = await RunningNode.StartAsync(_folder, archive.Port))
        {
            await SendAsync(node, _series);
            await node.WaitForAsync(_series.SeriesInstanceUid, "Done");

            CommandRun refused = await CommandRun.OfAsync("rebuild", "--data", _folder.Combine("data"));
            Assert.Equal(ExitCode.Failed, refused.ExitCode);
            Assert.Contains("in use by another dicomnode", refused.Error, StringComparison.Ordinal);
        }

        CommandRun rebuild = await CommandRun.OfAsync("rebuild", "--data", _folder.Combine("data"));
        Assert.Equal(ExitCode.Done, rebuild.ExitCode);
        Assert.Contains("The old index is", rebuild.Output, StringComparison.Ordinal);
        await using RunningNode again = await RunningNode.StartAsync(_folder, archive.Port);
        await again.WaitForAsync(_series.SeriesInstanceUid, "Done");
        Assert.Equal(2, archive.Received.Select(r => r.Request.AffectedSopInstanceUid).Distinct().Count());
    }

    private Task<CommandRun> AskAsync(params IReadOnlyList<string> words) => CommandRun.OfAsync([.. words, "--config", _folder.Combine("node.json")]);

    private static Task<IReadOnlyList<DimseStatus>> SendAsync(RunningNode node, MadeSeries series) => node.SendAsync(Enumerable.Range(0, series.Slices).Select(series.Slice));

    private void CopyWithoutIndex()
    {
        string from = _folder.Combine("data"), to = _copy.Combine("data");
        foreach (string file in Directory.GetFiles(from, "*.dcm", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
