using DicomNode.Dicom.Encoding;
using Microsoft.Win32.SafeHandles;

namespace DicomNode.Storage.Files;

/// <summary>The results as files, <c>results/&lt;hash&gt;.dcm</c>. A result is the same bytes whenever it is made again, so writing it twice does no harm.</summary>
public sealed class ResultFiles(DataFolder folder)
{
    /// <summary>Not that of instances: a result is never taken for something received.</summary>
    internal const string PartSuffix = ".result";

    /// <summary>Writes a whole Part 10 file and makes it durable, name included, before a row speaks of it.</summary>
    /// <param name="write">Writes the file's bytes from the preamble on. What it puts into the 128 bytes of the preamble is replaced by ours (<see cref="InstancePreamble"/>).</param>
    /// <returns>
    /// What lies under the name now. <see cref="StoreOutcome.Conflict"/>: the file of a former index, which differs in the date of the result; it stays,
    /// because archives may have it.
    /// </returns>
    /// <exception cref="ResultNotKeptException">The disk is full, read-only or failing.</exception>
    /// <remarks>May use the space that receiving leaves free: work that is finished and delivered is what makes room.</remarks>
    public async Task<StoredInstance> WriteAsync(string sopInstanceUid, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        string part = Path.Combine(folder.Incoming, Guid.NewGuid().ToString("N") + PartSuffix);
        try
        {
            InstancePreamble preamble;
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 128 * 1024))
            {
                await write(file, cancellationToken);
                await file.FlushAsync(cancellationToken);
                file.Position = 0;
                preamble = Sign(file.SafeFileHandle, (int)Part10Header.Read(file).DataSetOffset, file.Length, sopInstanceUid);
                DurableFile.SyncData(file.SafeFileHandle);
            }

            StoredInstance kept = Place(part, preamble);
            Failpoint.Reach(StateBoundary.ResultWritten);
            return kept;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ResultNotKeptException(folder.Results, e);
        }
        finally
        {
            InstanceFiles.Abandon(part); // nothing is there when all went well
        }
    }

    /// <summary>Full path of a result; null when there is none.</summary>
    public string? Find(string sopInstanceUid) => PathOf(UidHash.Of(sopInstanceUid)) is string path && File.Exists(path) ? path : null;

    private static InstancePreamble Sign(SafeFileHandle file, int dataSetOffset, long length, string sopInstanceUid)
    {
        byte[] front = new byte[dataSetOffset];
        RandomAccess.Read(file, front, 0);
        InstancePreamble preamble = new(
            dataSetOffset - InstancePreamble.Length - InstancePreamble.PrefixLength, length - dataSetOffset, PreambledFile.Digest(file, dataSetOffset), InstancePreamble.NoSeries, UidHash.Of(sopInstanceUid));
        preamble.Write(front, front.AsSpan(InstancePreamble.Length + InstancePreamble.PrefixLength));
        RandomAccess.Write(file, front.AsSpan(0, InstancePreamble.Length), 0);
        return preamble;
    }

    private StoredInstance Place(string part, InstancePreamble made)
    {
        string target = PathOf(made.InstanceName);
        InstancePreamble? former = File.Exists(target) ? PreambledFile.Verify(target) : null;
        if (former is null || !former.InstanceName.AsSpan().SequenceEqual(made.InstanceName)) // none, or a damaged one
        {
            File.Move(part, target, overwrite: true);
            former = null;
        }

        DurableFile.SyncDirectory(folder.Results);
        InstancePreamble kept = former ?? made;
        StoreOutcome outcome = former is null ? StoreOutcome.Stored : kept.Sha256 == made.Sha256 ? StoreOutcome.AlreadyThere : StoreOutcome.Conflict;
        return new StoredInstance(folder.RelativePath(target), kept.Sha256, kept.FileLength, outcome);
    }

    // a hash: what a caller writes never becomes a path
    private string PathOf(byte[] name) => Path.Combine(folder.Results, UidHash.Name(name) + ".dcm");
}
