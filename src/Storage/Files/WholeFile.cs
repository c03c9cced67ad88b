namespace DicomNode.Storage.Files;

/// <summary>A small file that is replaced as a whole: whoever reads it, after a kill too, finds the old content or the new one.</summary>
public static class WholeFile
{
    /// <exception cref="IOException">The disk did not take it; the old content holds.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        string part = path + ".part";
        using (FileStream file = new(part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(content);
            DurableFile.SyncData(file.SafeFileHandle);
        }

        File.Move(part, path, overwrite: true);
        DurableFile.SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Makes the names of a folder durable: of files that were begun in it.</summary>
    public static void SyncFolder(string folder) => DurableFile.SyncDirectory(folder);

    /// <returns>Null: there is none.</returns>
    public static byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
