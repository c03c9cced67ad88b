using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace DicomNode.Page.Tests;

/// <summary>What an operator sees of a series, from its first image to the archive.</summary>
[Collection(PageTests.Name)]
public sealed class SeriesPathTests(Chromium chromium) : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 20 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_series_that_is_sent_appears_by_itself_and_its_time_line_says_where_its_results_are()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);
        await using OperatorWindow window = await chromium.OpenAsync(node.Http.BaseAddress!);
        await window.GoAsync();
        await Expect(window.Main).ToContainTextAsync("No series yet.");
        await Expect(window.Main).ToContainTextAsync($"AE title DICOMNODE, this machine’s address and port {node.DicomPort}");
        await window.Page.EvaluateAsync("() => { window.neverReloaded = true; }");

        await node.SendAsync(_series.Instances());
        ILocator row = window.Row("SCANNER");
        await Expect(row).ToContainTextAsync("Done");
        await Expect(row).ToContainTextAsync("20");
        await row.GetByRole(AriaRole.Link).ClickAsync();

        await Expect(window.Main).ToContainTextAsync(_series.SeriesInstanceUid);
        await Expect(window.Main.GetByRole(AriaRole.List).First).ToContainTextAsync("Closed");
        await Expect(window.Main).ToContainTextAsync("ct-tissue 1.0.0");
        await Expect(window.Main.GetByRole(AriaRole.Table, new() { NameRegex = new("in [0-9]+ stages") })).ToBeVisibleAsync();
        ILocator deliveries = window.Main.GetByRole(AriaRole.Table, new() { Name = "2 deliveries" });
        await Expect(deliveries.GetByText("Delivered", new() { Exact = true })).ToHaveCountAsync(2);
        Assert.True(await window.Page.EvaluateAsync<bool>("() => window.neverReloaded"));

        await window.Button("Segment again").ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync(["Live", "The series is segmented again."]);
    }

    [Fact]
    public async Task What_the_archive_did_not_take_is_sent_again_from_the_page_when_the_archive_is_there()
    {
        int port = FreePort.Next();
        await using RunningNode node = await RunningNode.StartAsync(_folder, port, o => o.Delivery.GiveUpAfter = TimeSpan.FromSeconds(0.5));
        await using OperatorWindow window = await chromium.OpenAsync(node.Http.BaseAddress!);
        await window.GoAsync("deliveries");
        await Expect(window.Main).ToContainTextAsync("No dead letters.");

        await node.SendAsync(_series.Instances());
        await Expect(window.Row("Dead letter")).ToHaveCountAsync(2);
        await Expect(window.Row("SEG")).ToContainTextAsync("pacs");

        await using CollectingArchive archive = new(port);
        await window.Row("SEG").GetByRole(AriaRole.Button, new() { Name = "Retry" }).ClickAsync();
        await Expect(window.Row("Dead letter")).ToHaveCountAsync(1);
        await window.Button("Retry all to pacs").ClickAsync();
        await Expect(window.Main).ToContainTextAsync("No dead letters.");
        await node.WaitForAsync(_series.SeriesInstanceUid, "Done");
        Assert.Equal(2, archive.Received.Count);

        await window.Main.GetByLabel("State").SelectOptionAsync("Delivered");
        await Expect(window.Row("SCANNER")).ToHaveCountAsync(0);
        await Expect(window.Row("Delivered")).ToHaveCountAsync(2);
    }
}
