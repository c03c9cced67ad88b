using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace DicomNode.Page.Tests;

/// <summary>Whatever stands in a data set is text: it makes no element, runs nothing, and does not turn the text beside it around.</summary>
[Collection(PageTests.Name)]
public sealed class HostileTextTests(Chromium chromium) : IDisposable
{
    private const string Image = "<img src=x onerror=alert(1)>", Script = "\"'><script>alert(1)</script>", Link = "javascript:alert(1)", Reversed = "Smith^\u202EnhoJ";
    private const string Caller = "<b onclick=x()>"; // an AE title: 16 characters
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 8 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Names_descriptions_and_titles_that_are_markup_are_shown_as_they_are()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.AcceptUnknownPeers = true);
        await using OperatorWindow window = await chromium.OpenAsync(node.Http.BaseAddress!);
        await window.GoAsync();
        await node.SendAsync(_series.Instances().Select(WithHostileText), Caller);

        ILocator row = window.Row(Caller);
        await Expect(row).ToContainTextAsync("Done");
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await window.Main.GetByText("Patient and study, from the images").ClickAsync();
        await Expect(window.Main.GetByText(Reversed)).ToBeVisibleAsync();
        await Expect(window.Main.GetByText(Image, new() { Exact = true }).First).ToBeVisibleAsync();
        await Expect(window.Main.GetByText(Script, new() { Exact = true })).ToBeVisibleAsync();
        await Expect(window.Main.GetByText(new string('W', 200))).ToBeVisibleAsync(); // of 60,000
        await window.Main.GetByText("Log of this series").ClickAsync();
        await AssertNothingWasMadeAsync(window);

        await window.Main.GetByRole(AriaRole.Link, new() { Name = "Which routes want it?" }).ClickAsync();
        await Expect(window.Main).ToContainTextAsync("wants it");
        await window.Main.GetByText("What was looked at").ClickAsync();
        await Expect(window.Main.GetByText(Image).First).ToBeVisibleAsync();
        await AssertNothingWasMadeAsync(window);

        foreach (string uid in (string[])[Image, Script, "../../health/live", "%2e%2e/models"])
        {
            window.Expect("404"); // the browser tells of it
            await window.GoAsync($"series/{Uri.EscapeDataString(uid)}");
            await Expect(window.Main).ToContainTextAsync("The node has no such series.");
            await AssertNothingWasMadeAsync(window);
        }
    }

    private static DataSet WithHostileText(DataSet slice) => slice
        .SetString(Tags.SpecificCharacterSet, "ISO_IR 192")
        .SetString(Tags.PatientName, Reversed)
        .SetString(Tags.StudyDescription, Image)
        .SetString(Tags.SeriesDescription, Script)
        .SetString(Tags.BodyPartExamined, Image)
        .SetString(Tags.PatientId, Link)
        .SetString(Tags.ProtocolName, new string('W', 60_000));

    private static async Task AssertNothingWasMadeAsync(OperatorWindow window)
    {
        await Expect(window.Main.Locator("img[src=x], script, [onclick], [onerror], [href^=javascript], b")).ToHaveCountAsync(0);
        int beyond = await window.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        Assert.InRange(beyond, int.MinValue, 0); // nothing pushes the page aside
    }
}
