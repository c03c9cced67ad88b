using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace DicomNode.Page.Tests;

/// <summary>
/// A window with the operator's page. It notes whatever must not happen, a line of the browser's console, a script's error, a dialog, something that the policy
/// forbids, and its end fails the test then.
/// </summary>
internal sealed class OperatorWindow : IAsyncDisposable
{
    private const string NoteViolations = "document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI));";
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _troubles = [];
    private Regex? _expected;

    private OperatorWindow(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, line) => Note(line.Type is "error" or "warning", $"console: {line.Text} ({line.Location})");
        page.PageError += (_, error) => Note(true, $"error: {error}");
        page.Dialog += (_, dialog) =>
        {
            Note(true, $"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>What is below the navigation.</summary>
    public ILocator Main => Page.GetByRole(AriaRole.Main);

    public static async Task<OperatorWindow> OpenAsync(IBrowserContext context)
    {
        await context.AddInitScriptAsync(NoteViolations);
        return new(context, await context.NewPageAsync());
    }

    /// <summary>Goes to a view, or to the first one.</summary>
    public async Task GoAsync(string view = "") => await Page.GotoAsync($"/#/{view}");

    /// <summary>A link of the navigation, as somebody would.</summary>
    public Task OpenViewAsync(string name) => Page.GetByRole(AriaRole.Navigation, new() { Name = "Views" }).GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    /// <summary>The row of a table that holds this text.</summary>
    public ILocator Row(string text) => Main.GetByRole(AriaRole.Row).Filter(new() { HasText = text });

    /// <summary>Lines of the console that belong to what the test does, such as an answer of 401.</summary>
    public void Expect(string pattern) => _expected = new(pattern);

    /// <summary>Every page from now on brings axe along.</summary>
    public Task WithAxeAsync() => _context.AddInitScriptAsync(scriptPath: Path.Combine(AppContext.BaseDirectory, "axe.min.js"));

    /// <summary>What axe finds on what is shown: how bad, which rule, where.</summary>
    public async Task<string[]> BarriersAsync() => await Page.EvaluateAsync<string[]>("""
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
            .flatMap(v => v.nodes.map(n => `${v.impact} ${v.id}: ${n.target} ${n.failureSummary}`))
        """);

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(_troubles);
    }

    private void Note(bool isTrouble, string what)
    {
        if (isTrouble && _expected?.IsMatch(what) != true)
        {
            _troubles.Enqueue(what);
        }
    }
}
