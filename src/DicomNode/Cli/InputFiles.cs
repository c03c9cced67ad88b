namespace DicomNode.Cli;

/// <summary>The files that a path on the command line means.</summary>
internal static class InputFiles
{
    /// <summary>A file itself; of a folder all files in it and below, by name, without hidden ones and DICOMDIR.</summary>
    /// <exception cref="UsageException">There is nothing at this path.</exception>
    public static IReadOnlyList<string> Of(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new UsageException($"{path}: no such file or folder.");
        }

        string[] files = [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) is [not '.', ..] and not "DICOMDIR").Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new UsageException($"{path}: the folder has no files.");
    }
}
