namespace DicomNode.Testing;

/// <summary>Files of the checkout that the tests were built from.</summary>
public static class Checkout
{
    /// <summary>The folder of DicomNode.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <returns>The full path of a file or folder of the checkout.</returns>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public static string Find(string relative)
    {
        string path = Path.Combine(Root, relative);
        return Path.Exists(path) ? path : throw new FileNotFoundException($"The checkout has no '{relative}'.", path);
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DicomNode.sln"))) { return folder.FullName; }
        }
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds DicomNode.sln.");
    }
}
