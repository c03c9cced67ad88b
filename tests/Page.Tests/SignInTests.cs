using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.DicomNode.Tests.Web;
using DicomNode.Testing;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace DicomNode.Page.Tests;

/// <summary>Where accounts are configured, nobody sees anything before they say who they are, and nobody is offered what they may not do.</summary>
[Collection(PageTests.Name)]
public sealed class SignInTests(Chromium chromium) : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 8, Modality = "MR" };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_stranger_gets_a_form_an_observer_no_buttons_and_an_operator_what_he_needs()
    {
        await using RunningNode node = await GuardedNode.StartAsync(_folder);
        await node.SendAsync(_series.Instances());
        foreach (Look look in Look.All)
        {
            await using OperatorWindow form = await chromium.OpenAsync(node.Http.BaseAddress!, look);
            await form.WithAxeAsync();
            await form.GoAsync($"series/{_series.SeriesInstanceUid}");
            await Expect(form.Page.GetByLabel("User")).ToBeFocusedAsync();
            await Expect(form.Main).Not.ToContainTextAsync(_series.SeriesInstanceUid);
            await Screenshots.KeepAsync(form, $"sign-in-{look.Name}");
            Assert.Empty(await form.BarriersAsync());
        }

        await using OperatorWindow window = await chromium.OpenAsync(node.Http.BaseAddress!);
        window.Expect("401");
        await window.GoAsync($"series/{_series.SeriesInstanceUid}");
        await SignInAsync(window, "see", "wrong");
        await Expect(window.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("not known");

        await SignInAsync(window, "see", GuardedNode.Password);
        await Expect(window.Main).ToContainTextAsync("Not routed");
        await Expect(window.Button("Segment again")).ToHaveCountAsync(0);
        await window.OpenViewAsync("Peers");
        await Expect(window.Main).ToContainTextAsync("SCANNER");
        await Expect(window.Button("Echo pacs")).ToHaveCountAsync(0);

        await window.Button("Sign out").ClickAsync();
        await SignInAsync(window, "operate", GuardedNode.Password);
        await Expect(window.Button("Echo pacs")).ToBeVisibleAsync(); // the view that was there before
    }

    [Fact]
    public async Task A_session_that_ends_elsewhere_leads_to_the_form_without_a_reload()
    {
        await using RunningNode node = await GuardedNode.StartAsync(_folder);
        await using OperatorWindow window = await chromium.OpenAsync(node.Http.BaseAddress!);
        window.Expect("401");
        await window.GoAsync();
        await SignInAsync(window, "operate", GuardedNode.Password);
        await Expect(window.Main).ToContainTextAsync("No series yet.");
        await window.Page.Context.ClearCookiesAsync();
        await window.OpenViewAsync("Peers");
        await Expect(window.Page.GetByLabel("Password")).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(OperatorWindow window, string name, string password)
    {
        await window.Page.GetByLabel("User").FillAsync(name);
        await window.Page.GetByLabel("Password").FillAsync(password);
        await window.Button("Sign in").ClickAsync();
    }
}
