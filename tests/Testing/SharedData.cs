namespace DicomNode.Testing;

/// <summary>
/// The developers' folder of real series and reference results: <c>shared</c>, beside a checkout. It is not part of the project,
/// so a test that uses it is a <see cref="SharedFactAttribute"/>, or has a twin that makes its data by code.
/// </summary>
public static class SharedData
{
    /// <summary>Names the folder where it does not stand beside the checkout.</summary>
    public const string Variable = "DICOMNODE_SHARED";

    /// <summary>The folder itself, or null where there is none.</summary>
    public static string? Root { get; } = FindRoot();

    /// <returns>The full path of a file or folder in it, or null when it is not there.</returns>
    public static string? Find(string relative)
    {
        ArgumentNullException.ThrowIfNull(relative);
        string? path = Root is null ? null : Path.Combine(Root, relative);
        return Path.Exists(path) ? path : null;
    }

    /// <inheritdoc cref="Find"/>
    /// <exception cref="DirectoryNotFoundException">It is not there: the test should have been a <see cref="SharedFactAttribute"/>.</exception>
    public static string Require(string relative) =>
        Find(relative) ?? throw new DirectoryNotFoundException($"No '{relative}' in {Root ?? "a folder 'shared' beside the checkout"}; {Variable} can name another one.");

    private static string? FindRoot()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named) { return Directory.Exists(named) ? named : null; }
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared");
            if (File.Exists(Path.Combine(candidate, "DESIGN.md"))) { return candidate; }
        }
        return null;
    }
}
