using Microsoft.Playwright;
using Xunit;

namespace DicomNode.Page.Tests;

/// <summary>The browser of all tests: the distribution's, without a window.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";
    private const float LongestWaitMs = 20_000;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(LongestWaitMs);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            // 3-D without a graphics processor; and it refuses to run as root with a sandbox
            Args = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", .. Environment.UserName == "root" ? ["--no-sandbox"] : Array.Empty<string>()],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A window of its own, with no memory of others.</summary>
    internal async Task<OperatorWindow> OpenAsync(Uri node, Look? look = null)
    {
        Look chosen = look ?? Look.Light;
        IBrowserContext context = await _browser!.NewContextAsync(new()
        {
            BaseURL = $"{node}",
            ColorScheme = chosen.Scheme,
            ViewportSize = new() { Width = chosen.Width, Height = chosen.Height },
            TimezoneId = "Europe/Zurich",
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(LongestWaitMs);
        return await OperatorWindow.OpenAsync(context);
    }
}

[CollectionDefinition(Name)]
public sealed class PageTests : ICollectionFixture<Chromium>
{
    public const string Name = "page";
}
