namespace DicomNode.Storage.Files;

/// <summary>The results as files, <c>results/&lt;hash&gt;.dcm</c>. A result is the same bytes whenever it is made again, so writing it twice does no harm.</summary>
public sealed class ResultFiles(DataFolder folder)
{
    /// <summary>Writes a whole Part 10 file and makes it durable, name included, before a row speaks of it.</summary>
    /// <param name="write">Writes the file's bytes, preamble and all.</param>
    /// <returns>Path and digest; here the SHA-256 is over the whole file.</returns>
    /// <exception cref="ResultNotKeptException">The disk is full, read-only or failing.</exception>
    /// <remarks>May use the space that receiving leaves free: work that is finished and delivered is what makes room.</remarks>
    public async Task<StoredInstance> WriteAsync(string sopInstanceUid, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        string part = Path.Combine(folder.Incoming, $"result-{Guid.NewGuid():N}.part"); // has no preamble of ours: a start removes it
        string target = PathOf(sopInstanceUid);
        try
        {
            string digest;
            long length;
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 128 * 1024))
            {
                await write(file, cancellationToken);
                await file.FlushAsync(cancellationToken);
                DurableFile.SyncData(file.SafeFileHandle);
                file.Position = 0;
                digest = Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(file, cancellationToken));
                length = file.Length;
            }

            File.Move(part, target, overwrite: true);
            DurableFile.SyncDirectory(folder.Results);
            Failpoint.Reach(StateBoundary.ResultWritten);
            return new StoredInstance(folder.RelativePath(target), digest, length, StoreOutcome.Stored);
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
    public string? Find(string sopInstanceUid) => PathOf(sopInstanceUid) is string path && File.Exists(path) ? path : null;

    // a hash: what a caller writes never becomes a path
    private string PathOf(string sopInstanceUid) => Path.Combine(folder.Results, UidHash.Name(UidHash.Of(sopInstanceUid)) + ".dcm");
}
