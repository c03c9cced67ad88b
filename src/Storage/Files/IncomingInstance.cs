using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace DicomNode.Storage.Files;

/// <summary>
/// One instance on its way from the socket to its file. Used by one caller at a time; disposed without
/// <see cref="CommitAsync"/> it leaves nothing behind.
/// </summary>
public sealed class IncomingInstance : IAsyncDisposable
{
    private const int BufferLength = 256 * 1024;

    /// <summary>A longer instance goes to the disk in such pieces while the rest is received; slices are over before that pays.</summary>
    private const long WriteAheadLength = 8 << 20;

    private readonly InstanceFiles _files;
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly byte[] _meta;
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private int _buffered;
    private long _flushed;
    private long _begun;
    private bool _isBroken;
    private bool _isCommitted;
    private bool _isDisposed;

    internal IncomingInstance(InstanceFiles files, string path, ReadOnlySpan<byte> meta)
    {
        _files = files;
        _path = path;
        _meta = meta.ToArray();
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        // the preamble stays empty until everything behind it is known
        _buffer.AsSpan(0, InstancePreamble.Length).Clear();
        "DICM"u8.CopyTo(_buffer.AsSpan(InstancePreamble.Length));
        meta.CopyTo(_buffer.AsSpan(InstancePreamble.Length + InstancePreamble.PrefixLength));
        _buffered = InstancePreamble.Length + InstancePreamble.PrefixLength + meta.Length;
    }

    /// <summary>Bytes of the data set so far.</summary>
    public long DataSetLength => _flushed + _buffered - InstancePreamble.Length - InstancePreamble.PrefixLength - _meta.Length;

    /// <summary>Takes the next bytes of the data set, exactly as the sender encoded them.</summary>
    /// <remarks>Goes to the page cache in few large writes on the caller's thread: .NET would only borrow another one for it.</remarks>
    /// <exception cref="IOException">The disk is full (<see cref="StorageFullException"/>), read-only or failing. Dispose and answer A700H.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ReadOnlySpan<byte> rest = bytes.Span;
        _digest.AppendData(rest);
        while (!rest.IsEmpty)
        {
            int count = Math.Min(rest.Length, BufferLength - _buffered);
            rest[..count].CopyTo(_buffer.AsSpan(_buffered));
            _buffered += count;
            rest = rest[count..];
            if (_buffered == BufferLength)
            {
                Flush();
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Makes the instance durable and gives it its name. When this returns it may be acknowledged with 0000H.
    /// One journal commit: <see cref="InstanceFiles.Recover"/> says why the renaming needs none.
    /// </summary>
    /// <exception cref="IOException">It is not kept, or not surely. Dispose and answer A700H.</exception>
    public Task<StoredInstance> CommitAsync(string seriesInstanceUid, string sopInstanceUid, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isBroken || _isCommitted)
        {
            throw new InvalidOperationException("An instance whose writing failed, or that is committed, cannot be committed.");
        }

        _isBroken = true; // until all went well
        var preamble = new InstancePreamble(_meta.Length, DataSetLength, _digest.GetHashAndReset(), UidHash.Of(seriesInstanceUid), UidHash.Of(sopInstanceUid));
        if (_flushed == 0)
        {
            preamble.Write(_buffer, _meta); // all is still here: one write
            Flush();
        }
        else
        {
            Flush();
            Span<byte> front = stackalloc byte[InstancePreamble.Length];
            preamble.Write(front, _meta);
            RandomAccess.Write(_file, front, 0);
        }

        Failpoint.Reach(StateBoundary.InstanceWritten);
        DurableFile.SyncData(_file);
        Failpoint.Reach(StateBoundary.InstanceSynced);
        _file.Dispose();
        StoredInstance stored = _files.Place(_path, preamble);
        Failpoint.Reach(StateBoundary.InstanceNamed);
        (_isCommitted, _isBroken) = (true, false);
        return Task.FromResult(stored);
    }

    public ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return ValueTask.CompletedTask;
        }

        _isDisposed = true;
        _file.Dispose();
        _digest.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        if (!_isCommitted)
        {
            InstanceFiles.Abandon(_path);
        }

        return ValueTask.CompletedTask;
    }

    private void Flush()
    {
        _isBroken = true;
        _files.Folder.DemandRoomFor(_buffered);
        RandomAccess.Write(_file, _buffer.AsSpan(0, _buffered), _flushed);
        _flushed += _buffered;
        _buffered = 0;
        if (_flushed - _begun >= WriteAheadLength)
        {
            DurableFile.BeginWriting(_file, _begun, _flushed - _begun);
            _begun = _flushed;
        }

        _isBroken = false;
    }
}
