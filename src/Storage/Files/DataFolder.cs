namespace DicomNode.Storage.Files;

/// <summary>The data folder: where things are, whether there is room, and that one node only works in it.</summary>
public sealed class DataFolder : IDisposable
{
    // flock's EWOULDBLOCK (Linux, macOS) and ERROR_SHARING_VIOLATION (Windows), as FileStream passes them on
    private static readonly int[] s_heldByAnother = [11, 35, unchecked((int)0x80070020)];

    private const string SeriesName = "series", IncomingName = "incoming", ConflictsName = "conflicts", ResultsName = "results";
    private readonly DriveInfo _drive;
    private FileStream? _lock;

    /// <param name="root">Made when it is not there. A relative path counts from the current directory.</param>
    /// <param name="reserveBytes">Space that receiving leaves free (Data:ReserveGiB).</param>
    public DataFolder(string root, long reserveBytes = 0)
    {
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        ReserveBytes = reserveBytes;
        bool isNew = !Directory.Exists(Root);
        foreach (string folder in (string[])[Series, Incoming, Conflicts, Results])
        {
            Directory.CreateDirectory(folder);
        }

        _drive = new DriveInfo(Root);
        if (isNew)
        {
            // once: later names below stand in a journal behind these, or need no sync (InstanceFiles)
            DurableFile.SyncDirectory(Root);
            DurableFile.SyncDirectory(Path.GetDirectoryName(Root) ?? Root);
        }
    }

    public string Root { get; }

    public long ReserveBytes { get; }

    public string Database => Path.Combine(Root, "node.db");

    /// <summary>Is there when the database was found damaged while it was in use, and says how.</summary>
    public string CondemnedDatabase => Database + ".damaged";

    public long FreeBytes => _drive.AvailableFreeSpace;

    /// <summary>Of the disk.</summary>
    public long TotalBytes => _drive.TotalSize;

    /// <summary>What the node said while it worked on series, a file for each: <see cref="SeriesLog"/>.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>Signs the sessions of those who signed in; whoever can read it can make sessions.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>The log of one series. Its name is a hash, so what a peer or a caller writes never becomes a path.</summary>
    public string SeriesLog(string seriesInstanceUid) => Path.Combine(Logs, $"{UidHash.Name(UidHash.Of(seriesInstanceUid))}.log");

    internal string Series => Path.Combine(Root, SeriesName);

    internal string Incoming => Path.Combine(Root, IncomingName);

    internal string Conflicts => Path.Combine(Root, ConflictsName);

    internal string Results => Path.Combine(Root, ResultsName);

    /// <summary>A file that is gone when it is closed; should the machine stop before, the next start removes it with what was being received.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public FileStream CreateTemporary() => new(
        Path.Combine(Incoming, $"{Guid.NewGuid():N}.part"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 128 * 1024, FileOptions.DeleteOnClose);

    /// <summary>Whether this many more bytes leave the reserve untouched.</summary>
    public bool HasRoomFor(long bytes) => FreeBytes - bytes >= ReserveBytes;

    /// <exception cref="StorageFullException">They would not.</exception>
    public void DemandRoomFor(long bytes)
    {
        long free = FreeBytes;
        if (free - bytes < ReserveBytes)
        {
            throw new StorageFullException(Root, free, ReserveBytes);
        }
    }

    /// <summary>Takes the folder for this process until it is disposed or the process ends.</summary>
    /// <exception cref="IOException">
    /// Another process has it: two nodes on one folder would delete each other's incoming files. Or it cannot be written.
    /// </exception>
    public void Lock()
    {
        try
        {
            _lock ??= new FileStream(Path.Combine(Root, "node.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (s_heldByAnother.Contains(exception.HResult))
        {
            throw new IOException($"{Root} is in use by another dicomnode: stop that one, or give this one its own folder (Data:Root).", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{Root} cannot be written: {exception.Message} Look at its mount (read-only?), its owner and the disk.", exception);
        }
    }

    /// <summary>The file behind a path that a row keeps.</summary>
    /// <exception cref="ArgumentException">It would lead out of the folder; no path of ours does.</exception>
    public string FullPath(string relativePath)
    {
        string full = Path.GetFullPath(Path.Combine(Root, relativePath));
        return full.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new ArgumentException($"{relativePath} leads out of {Root}.", nameof(relativePath));
    }

    /// <summary>Whether an instance or a result is, byte for byte, what its row says. Reads all of it.</summary>
    /// <param name="relativePath">Of the row, as is <paramref name="sha256"/>.</param>
    /// <returns>False also when it is gone.</returns>
    /// <exception cref="IOException">It is there and cannot be read now.</exception>
    public bool Holds(string relativePath, string sha256)
    {
        string path = FullPath(relativePath);
        return File.Exists(path) && PreambledFile.Verify(path)?.Sha256 == sha256;
    }

    internal string RelativePath(string fullPath) => Path.GetRelativePath(Root, fullPath).Replace(Path.DirectorySeparatorChar, '/');

    internal static bool IsConflict(string relativePath) => relativePath.StartsWith(ConflictsName + "/", StringComparison.Ordinal);

    public void Dispose() => _lock?.Dispose();
}
