using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace DicomNode.Page.Tests;

/// <summary>What an administrator finds out from the page: why a route does not want a series, and what is wrong with a peer.</summary>
[Collection(PageTests.Name)]
public sealed class AskingTests(Chromium chromium) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_rule_tester_says_of_every_route_whether_it_wants_a_series_and_why_not()
    {
        MadeSeries series = new() { Slices = 8, Modality = "MR" };
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);
        await node.SendAsync(series.Instances());
        await node.WaitForAsync(series.SeriesInstanceUid, "NotRouted");
        await using OperatorWindow window = await chromium.OpenAsync(node.Http.BaseAddress!);
        await window.GoAsync($"series/{series.SeriesInstanceUid}");
        await window.Main.GetByRole(AriaRole.Link, new() { Name = "Which routes want it?" }).ClickAsync();
        await Expect(window.Main).ToContainTextAsync("Does not match");
        await Expect(window.Row("Modality")).ToHaveTextAsync("ModalityCTMRNo");

        await window.Main.GetByLabel("or its elements").FillAsync("Modality=CT\nBodyPartExamined=CHEST");
        await window.Button("Test the routes").ClickAsync();
        await Expect(window.Main.GetByText("Matches", new() { Exact = true })).ToBeVisibleAsync();

        await window.Main.GetByLabel("or its elements").FillAsync("""[{ "00080060": { "vr": "CS", "Value": ["US"] } }]""");
        await window.Button("Test the routes").ClickAsync();
        await Expect(window.Main.GetByText("Does not match", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(window.Row("Modality")).ToContainTextAsync("US");
    }

    [Fact]
    public async Task The_doctor_shows_its_steps_for_a_peer_that_is_well_and_what_to_change_for_one_that_is_not()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);
        await using OperatorWindow window = await chromium.OpenAsync(node.Http.BaseAddress!);
        await window.GoAsync();
        await window.OpenViewAsync("Peers");
        ILocator pacs = window.Main.GetByRole(AriaRole.Article, new() { Name = "pacs" }), scanner = window.Main.GetByRole(AriaRole.Article, new() { Name = "scanner" });
        await pacs.GetByRole(AriaRole.Button, new() { Name = "Echo pacs" }).ClickAsync();
        await Expect(pacs.GetByText("Answers", new() { Exact = true })).ToBeVisibleAsync();
        await pacs.GetByRole(AriaRole.Button, new() { Name = "Doctor pacs" }).ClickAsync();
        await Expect(pacs.GetByText("Passed").First).ToBeVisibleAsync();
        await Expect(pacs.GetByText("Failed")).ToHaveCountAsync(0);

        await scanner.GetByRole(AriaRole.Button, new() { Name = "Echo scanner" }).ClickAsync();
        await Expect(scanner.GetByText("No answer")).ToBeVisibleAsync();
        await scanner.GetByRole(AriaRole.Button, new() { Name = "Doctor scanner" }).ClickAsync();
        await Expect(scanner.GetByText("Failed").First).ToBeVisibleAsync();
        await Expect(scanner.Locator(".advice").First).ToBeVisibleAsync();
    }
}
