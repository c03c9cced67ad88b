using Microsoft.Playwright;

namespace DicomNode.Page.Tests;

/// <summary>How somebody looks at the page.</summary>
internal sealed record Look(string Name, ColorScheme Scheme, int Width, int Height)
{
    public static Look Light { get; } = new("light", ColorScheme.Light, 1280, 800);

    public static Look Dark { get; } = new("dark", ColorScheme.Dark, 1280, 800);

    public static Look Phone { get; } = new("phone", ColorScheme.Light, 360, 740);

    public static IReadOnlyList<Look> All { get; } = [Light, Dark, Phone];
}
