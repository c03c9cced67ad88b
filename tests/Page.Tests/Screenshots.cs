namespace DicomNode.Page.Tests;

/// <summary>Pictures of the page for documents and for whoever changes it: DICOMNODE_SCREENSHOTS names the folder that they go to.</summary>
internal static class Screenshots
{
    private static readonly string? s_folder = Environment.GetEnvironmentVariable("DICOMNODE_SCREENSHOTS");

    public static bool AreWanted => s_folder is not null;

    public static async Task KeepAsync(OperatorWindow window, string name)
    {
        if (s_folder is not null)
        {
            await window.Page.ScreenshotAsync(new() { Path = Path.Combine(s_folder, $"{name}.png"), FullPage = true });
        }
    }
}
