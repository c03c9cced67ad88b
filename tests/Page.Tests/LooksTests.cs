using DicomNode.Configuration;
using DicomNode.Demo;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace DicomNode.Page.Tests;

/// <summary>
/// Every view in its main state, light, dark and on a phone: nothing is too wide, and axe finds nothing that would keep somebody out.
/// DICOMNODE_SCREENSHOTS=DIR keeps a picture of each.
/// </summary>
[Collection(PageTests.Name)]
public sealed class LooksTests(Chromium chromium) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_view_can_be_used_by_everybody_in_the_light_in_the_dark_and_on_a_phone()
    {
        CtPhantom phantom = CtPhantom.Create(Screenshots.AreWanted ? new() : PhantomSettings.Small, CancellationToken.None);
        MadeSeries unrouted = new() { Slices = 8, Modality = "MR" };
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, Change);
        await node.SendAsync(PhantomInstances.Of(phantom));
        await node.SendAsync(unrouted.Instances(), "MR1");
        string series = await SeriesOfAsync(node, "SCANNER");
        await node.WaitForAsync(series, "Failed"); // one of its two archives is not there
        await node.WaitForAsync(unrouted.SeriesInstanceUid, "NotRouted");

        foreach (Look look in Look.All)
        {
            await using OperatorWindow window = await chromium.OpenAsync(node.Http.BaseAddress!, look);
            await window.WithAxeAsync();
            foreach ((string name, string view, Func<OperatorWindow, Task> prepare) in Views(series))
            {
                await window.GoAsync(view);
                await prepare(window);
                await Screenshots.KeepAsync(window, $"{name}-{look.Name}");
                Assert.Empty(await window.BarriersAsync());
                Assert.InRange(await window.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"), int.MinValue, 0);
            }
        }
    }

    private static (string Name, string View, Func<OperatorWindow, Task> Prepare)[] Views(string series) =>
    [
        ("series", "series", w => Expect(w.Row("SCANNER")).ToBeVisibleAsync()),
        ("time-line", $"series/{series}", OpenTimeLineAsync),
        ("dead-letters", "deliveries", w => Expect(w.Row("Dead letter").First).ToBeVisibleAsync()),
        ("overview", "overview", w => Expect(w.Main.GetByText("Can it work?")).ToBeVisibleAsync()),
        ("models", "models", w => Expect(w.Main.GetByText("Warm").First).ToBeVisibleAsync()),
        ("peers", "peers", ExamineAsync),
        ("rule-tester", $"routes?series={series}", w => Expect(w.Main.GetByText("Matches", new() { Exact = true })).ToBeVisibleAsync()),
        ("no-held", "deliveries?state=Held", w => Expect(w.Main).ToContainTextAsync("Nothing is held.")),
    ];

    private static void Change(NodeOptions options)
    {
        options.Peers = [.. options.Peers, new() { Name = "planning", AeTitle = "PLANNING", Host = "127.0.0.1", Port = 1 }, new() { Name = "mr", AeTitle = "MR1", Host = "127.0.0.1", Port = 1 }];
        options.Routes =
        [
            new() { When = new() { Modality = "CT" }, Model = "ct-tissue", Outputs = [ResultOutput.Seg, ResultOutput.RtStruct, ResultOutput.Sr], SendTo = ["pacs", "planning"] },
            new() { When = new() { Modality = "CT", BodyPartExamined = "HEAD" }, Model = "ct-tissue" },
        ];
        options.Delivery.GiveUpAfter = TimeSpan.FromSeconds(0.5);
    }

    private static async Task OpenTimeLineAsync(OperatorWindow window)
    {
        await window.Main.GetByText("Patient and study, from the images").ClickAsync();
        await Expect(window.Main.GetByText("Patient name")).ToBeVisibleAsync();
        await window.Main.GetByText("Log of this series").ClickAsync();
        await Expect(window.Main.GetByText("Information").First).ToBeVisibleAsync();
        await Expect(window.Main.GetByText("Loading")).ToHaveCountAsync(0); // the slice
        await Expect(window.Main.GetByText("Go to").First).ToBeVisibleAsync(); // and its outlines
    }

    private static async Task ExamineAsync(OperatorWindow window)
    {
        foreach (string peer in (string[])["pacs", "planning"])
        {
            await window.Button($"Doctor {peer}").ClickAsync();
            await Expect(window.Main.GetByRole(AriaRole.Article, new() { Name = peer }).GetByText(peer == "pacs" ? "Passed" : "Failed").First).ToBeVisibleAsync();
        }
    }

    private static async Task<string> SeriesOfAsync(RunningNode node, string caller)
    {
        string? uid = null;
        await Eventually.TrueAsync(
            async () =>
            {
                string all = await node.Http.GetStringAsync(new Uri("/api/v1/series", UriKind.Relative));
                uid = (string?)System.Text.Json.Nodes.JsonNode.Parse(all)!.AsArray().FirstOrDefault(s => (string?)s!["callingAeTitle"] == caller)?["seriesInstanceUid"];
                return uid is not null;
            },
            TimeSpan.FromSeconds(30));
        return uid!;
    }
}
