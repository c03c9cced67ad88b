using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace DicomNode.Page.Tests;

/// <summary>A page stays open for weeks; the node does not run for as long.</summary>
[Collection(PageTests.Name)]
public sealed class ConnectionTests(Chromium chromium) : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 8, Modality = "MR" };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_page_says_that_the_node_is_gone_and_shows_what_there_is_when_it_is_back()
    {
        string address = $"http://127.0.0.1:{FreePort.Next()}";
        await using CollectingArchive archive = new();
        OperatorWindow? window = null;
        await using (RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.Http.Urls = address))
        {
            window = await chromium.OpenAsync(new(address));
            await window.GoAsync();
            await Expect(window.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
            await Expect(window.Main).ToContainTextAsync("No series yet.");
            window.Expect("ERR_"); // what the browser says of a node that is not there
        }

        await using (window)
        {
            await Expect(window.Page.GetByText("Not connected")).ToBeVisibleAsync();
            await Expect(window.Main).ToContainTextAsync("No series yet."); // what was there stays readable

            await using RunningNode again = await RunningNode.StartAsync(_folder, archive.Port, o => o.Http.Urls = address);
            await again.SendAsync(_series.Instances());
            await Expect(window.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
            await Expect(window.Row("SCANNER")).ToContainTextAsync("Not routed");
        }
    }
}
