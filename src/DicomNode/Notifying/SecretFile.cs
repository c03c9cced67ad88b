namespace DicomNode.Notifying;

/// <summary>A secret in a file of its own, so that it stands in no configuration that somebody shows.</summary>
internal static class SecretFile
{
    /// <summary>Its first line.</summary>
    /// <exception cref="IOException">It cannot be read, or is empty.</exception>
    public static string Read(string path)
    {
        using StreamReader reader = new(Configuration.NodeConfiguration.Resolve(path));
        return reader.ReadLine() is { } line && line.Trim().Length > 0 ? line.Trim() : throw new IOException($"{path} is empty.");
    }
}
