using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace DicomNode.Page.Tests;

/// <summary>All of it without a mouse.</summary>
[Collection(PageTests.Name)]
public sealed class KeyboardTests(Chromium chromium) : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 8, Modality = "MR" }, _later = new() { Slices = 8, Modality = "MR", Seed = 2 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_series_is_found_opened_and_segmented_with_the_keyboard_and_what_changes_meanwhile_takes_the_focus_from_nothing()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);
        await node.SendAsync(_series.Instances());
        await node.WaitForAsync(_series.SeriesInstanceUid, "NotRouted");
        await using OperatorWindow window = await chromium.OpenAsync(node.Http.BaseAddress!);
        await window.GoAsync();
        await Expect(window.Row("SCANNER")).ToHaveCountAsync(1);

        await window.Page.Keyboard.PressAsync("Tab");
        ILocator skip = window.Page.GetByRole(AriaRole.Link, new() { Name = "To the content" });
        await Expect(skip).ToBeFocusedAsync();
        await Expect(skip).ToBeInViewportAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Main).ToBeFocusedAsync();

        ILocator link = window.Row("SCANNER").GetByRole(AriaRole.Link).Last;
        await TabToAsync(window, link);
        await node.SendAsync(_later.Instances());
        await Expect(window.Row("Not routed")).ToHaveCountAsync(2);
        await Expect(link).ToBeFocusedAsync(); // the same series, one row further down
        Assert.NotEqual("none", await link.EvaluateAsync<string>("e => getComputedStyle(e).outlineStyle"));

        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Main).ToContainTextAsync(_series.SeriesInstanceUid);
        await Expect(window.Main).ToBeFocusedAsync();
        await Expect(window.Page).ToHaveTitleAsync("Series – DICOM node");
        ILocator segment = window.Button("Segment again");
        await TabToAsync(window, segment);
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Page.GetByText("The series is segmented again.")).ToBeVisibleAsync();
        await Expect(segment).ToBeFocusedAsync();
    }

    private static async Task TabToAsync(OperatorWindow window, ILocator target)
    {
        for (int i = 0; i < 40; i++)
        {
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                return;
            }

            await window.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail("The keyboard does not lead there.");
    }
}
