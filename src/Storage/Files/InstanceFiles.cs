using System.Collections.Concurrent;

namespace DicomNode.Storage.Files;

/// <summary>
/// The received instances as files: the truth that the database is an index of. Names are hashes
/// (<c>series/&lt;hash&gt;/&lt;hash&gt;.dcm</c>); the data set is kept byte for byte.
/// </summary>
public sealed class InstanceFiles(DataFolder folder)
{
    private const string PartSuffix = ".part", FileSuffix = ".dcm";

    // repeats that were acknowledged and that the index has not noted yet: their files must not be removed meanwhile
    private readonly ConcurrentDictionary<string, byte> _repeated = [];

    // two associations may bring one instance at the same time: looking and renaming is one step per name
    private readonly Lock[] _placing = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    /// <summary>For a folder of one's own, as tests and tools have it.</summary>
    public InstanceFiles(string root)
        : this(new DataFolder(root))
    {
    }

    public DataFolder Folder { get; } = folder;

    /// <summary>Opens <c>incoming/&lt;id&gt;.part</c>.</summary>
    /// <param name="head">"DICM" and the file meta group, PS3.10 §7.1: what <c>Part10File.WriteMeta</c> writes.</param>
    /// <exception cref="ArgumentException">It does not begin with "DICM".</exception>
    /// <exception cref="IOException">There is no room (<see cref="StorageFullException"/>) or the folder cannot be written: A700H.</exception>
    public IncomingInstance Begin(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("DICM"u8))
        {
            throw new ArgumentException("The head of a file begins with DICM.", nameof(head));
        }

        ReadOnlySpan<byte> meta = head[InstancePreamble.PrefixLength..];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(meta.Length, InstancePreamble.MaxMetaLength, nameof(head));
        Folder.DemandRoomFor(0);
        return new IncomingInstance(this, Path.Combine(Folder.Incoming, Guid.NewGuid().ToString("N") + PartSuffix), meta);
    }

    /// <summary>
    /// To be called once at start, before anything is received: finishes what a crash left between sync and rename, and removes
    /// what was never whole.
    /// </summary>
    /// <remarks>
    /// Why one fdatasync per instance is enough. The <c>.part</c> was created, written and synced under its first name; journalling
    /// file systems (ext4, XFS, Btrfs) make the name of a new file durable together with its first sync, because the creation stands in
    /// the journal before the data's length. The renaming after it is not synced. A power cut therefore leaves one of two names,
    /// and both are found: the final one, or the <c>.part</c>, whose preamble proves here that every byte is there. The same holds
    /// for the series' directory, made before the rename in the same journal: if it is lost, the rename is too. A <c>.part</c> that
    /// verifies without having been acknowledged (power went between sync and answer) is kept as well; the sender's second try then meets the same bytes.
    /// </remarks>
    public RecoveryReport Recover()
    {
        List<StoredInstance> promoted = [];
        List<string> kept = [];
        int removed = 0;
        foreach (string path in Directory.GetFiles(Folder.Incoming, "*" + ResultFiles.PartSuffix))
        {
            Abandon(path); // the job makes it again
            removed++;
        }

        foreach (string path in Directory.GetFiles(Folder.Incoming, "*" + PartSuffix))
        {
            try
            {
                if (PreambledFile.Verify(path) is InstancePreamble { IsResult: false } preamble)
                {
                    promoted.Add(Place(path, preamble));
                }
                else
                {
                    File.Delete(path);
                    removed++;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                kept.Add($"{Folder.RelativePath(path)}: {exception.Message}"); // a full or failing disk: it is tried again at the next start
            }
        }

        return new RecoveryReport(promoted, removed, kept);
    }

    /// <summary>Every stored file, relative to the data folder: the series first, then the conflicts.</summary>
    public IEnumerable<string> Enumerate() =>
        Directory.EnumerateFiles(Folder.Series, "*" + FileSuffix, SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Folder.Conflicts, "*" + FileSuffix, SearchOption.AllDirectories))
            .Select(Folder.RelativePath);

    /// <summary>Digest and length as the file's own preamble states them; null when the front of the file is damaged.</summary>
    public StoredInstance? Describe(string relativePath) =>
        PreambledFile.Read(Folder.FullPath(relativePath)) is InstancePreamble preamble
            ? new StoredInstance(relativePath, preamble.Sha256, preamble.FileLength, DataFolder.IsConflict(relativePath) ? StoreOutcome.Conflict : StoreOutcome.Stored)
            : null;

    /// <summary>It was acknowledged again since the index noted it.</summary>
    internal bool IsRepeated(string relativePath) => _repeated.ContainsKey(relativePath);

    /// <summary>The index knows these: they may be removed again when their time comes.</summary>
    public void Noted(IEnumerable<string> relativePaths)
    {
        foreach (string path in relativePaths)
        {
            _repeated.TryRemove(path, out _);
        }
    }

    /// <summary>Deletes an instance or a result, and the folder of its series when nothing else is in it.</summary>
    /// <returns>False: it was just sent again, or the disk refuses.</returns>
    internal bool TryDelete(string relativePath)
    {
        string path = Folder.FullPath(relativePath);
        try
        {
            lock (_placing[Convert.FromHexString(Path.GetFileName(path).AsSpan(0, 2))[0] % _placing.Length]) // the lock that Place takes for this name
            {
                if (_repeated.ContainsKey(relativePath))
                {
                    return false;
                }

                File.Delete(path);
            }

            RemoveEmpty(Path.GetDirectoryName(path)!);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    internal StoredInstance Place(string part, InstancePreamble preamble)
    {
        string series = UidHash.Name(preamble.SeriesName), instance = UidHash.Name(preamble.InstanceName);
        string home = Path.Combine(Folder.Series, series, instance + FileSuffix);
        lock (_placing[preamble.InstanceName[0] % _placing.Length])
        {
            if (!File.Exists(home))
            {
                return Move(part, home, preamble, StoreOutcome.Stored);
            }

            if (PreambledFile.Read(home) is InstancePreamble first && first.DataSetDigest.AsSpan().SequenceEqual(preamble.DataSetDigest))
            {
                // the first was synced before it got its name, so this answer rests on something durable
                string path = Folder.RelativePath(home);
                _repeated[path] = 0;
                Abandon(part);
                return new StoredInstance(path, first.Sha256, first.FileLength, StoreOutcome.AlreadyThere);
            }

            string aside = Path.Combine(Folder.Conflicts, series, $"{instance}-{preamble.Sha256[..16]}{FileSuffix}");
            if (!File.Exists(aside))
            {
                return Move(part, aside, preamble, StoreOutcome.Conflict);
            }

            Abandon(part);
            return new StoredInstance(Folder.RelativePath(aside), preamble.Sha256, preamble.FileLength, StoreOutcome.Conflict);
        }
    }

    internal static void Abandon(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // the next start removes it; the reason why it cannot be removed now has already been told
        }
    }

    private StoredInstance Move(string part, string target, InstancePreamble preamble, StoreOutcome outcome)
    {
        string home = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(home);
        try
        {
            File.Move(part, target, overwrite: false);
        }
        catch (DirectoryNotFoundException) // a series was removed in this very moment, its folder with it
        {
            Directory.CreateDirectory(home);
            File.Move(part, target, overwrite: false);
        }

        return new StoredInstance(Folder.RelativePath(target), preamble.Sha256, preamble.FileLength, outcome);
    }

    private void RemoveEmpty(string directory)
    {
        if (directory == Folder.Results || Directory.EnumerateFileSystemEntries(directory).Any())
        {
            return;
        }

        try
        {
            Directory.Delete(directory);
        }
        catch (IOException)
        {
            // something came in meanwhile
        }
    }
}
