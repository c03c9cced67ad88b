using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace DicomNode.Storage.Files;

/// <summary>A Part 10 file that begins with an <see cref="InstancePreamble"/>: it says its digest by itself.</summary>
internal static class PreambledFile
{
    /// <summary>What the front of the file states; null when the front is damaged or of another maker.</summary>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    public static InstancePreamble? Read(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        return Read(file);
    }

    /// <summary>The same after reading every byte; null also when length or digest of the data set are others.</summary>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    public static InstancePreamble? Verify(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        return Read(file) is InstancePreamble preamble && RandomAccess.GetLength(file) == preamble.FileLength
            && Digest(file, preamble.FileLength - preamble.DataSetLength).AsSpan().SequenceEqual(preamble.DataSetDigest)
            ? preamble
            : null;
    }

    /// <summary>SHA-256 from an offset to the end.</summary>
    public static byte[] Digest(SafeFileHandle file, long offset)
    {
        using IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        for (int read; (read = RandomAccess.Read(file, buffer, offset)) > 0; offset += read)
        {
            digest.AppendData(buffer.AsSpan(0, read));
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return digest.GetHashAndReset();
    }

    private static InstancePreamble? Read(SafeFileHandle file)
    {
        byte[] front = new byte[InstancePreamble.Length + InstancePreamble.PrefixLength + 1024]; // a meta group has some 200 bytes
        InstancePreamble? preamble = InstancePreamble.TryRead(front.AsSpan(0, ReadFully(file, front)));
        if (preamble is not null)
        {
            return preamble;
        }

        front = new byte[InstancePreamble.Length + InstancePreamble.PrefixLength + InstancePreamble.MaxMetaLength];
        return InstancePreamble.TryRead(front.AsSpan(0, ReadFully(file, front)));
    }

    private static int ReadFully(SafeFileHandle file, Span<byte> buffer)
    {
        int total = 0;
        for (int read; total < buffer.Length && (read = RandomAccess.Read(file, buffer[total..], total)) > 0; total += read)
        {
        }

        return total;
    }
}
