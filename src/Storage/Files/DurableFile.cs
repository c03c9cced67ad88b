using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DicomNode.Storage.Files;

/// <summary>
/// Synchronisation with the disk. fdatasync leaves out the time stamps, which is one journal commit less than the fsync
/// behind <see cref="RandomAccess.FlushToDisk"/> on some file systems; length and content are in both.
/// </summary>
internal static partial class DurableFile
{
    private const int Interrupted = 4; // EINTR
    private const uint SyncFileRangeWrite = 2; // SYNC_FILE_RANGE_WRITE

    /// <exception cref="IOException">The disk did not take it. What was written may be anything now: the caller gives the file up and never asks again.</exception>
    public static void SyncData(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        Check(static handle => fdatasync(handle), file);
    }

    /// <summary>Has the disk begin with a part that is written: a hint that promises nothing, so that <see cref="SyncData"/> finds little left to do.</summary>
    public static void BeginWriting(SafeFileHandle file, long offset, long length)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = sync_file_range(file, offset, length, SyncFileRangeWrite); // what fails here fails again, and is heard, in SyncData
        }
    }

    /// <summary>Makes the names in a directory durable: those created in it, renamed into it and removed from it.</summary>
    public static void SyncDirectory(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using SafeFileHandle directory = open(path, flags: 0 /* O_RDONLY */);
        if (directory.IsInvalid)
        {
            throw Failure();
        }

        Check(static handle => fsync(handle), directory);
    }

    private static void Check(Func<SafeFileHandle, int> call, SafeFileHandle file)
    {
        while (call(file) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw Failure();
            }
        }
    }

    private static IOException Failure()
    {
        var cause = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"The disk could not be synchronised: {cause.Message}.", cause);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fdatasync(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int sync_file_range(SafeFileHandle file, long offset, long length, uint flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle open(string path, int flags);
}
