using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace DicomNode.Segmentation.Volumes;

/// <summary>A whole file in a rented buffer. What was parsed from it must not be used after its disposal.</summary>
internal sealed class FileBytes : IDisposable
{
    private byte[] _buffer;
    private readonly int _length;

    private FileBytes(byte[] buffer, int length) => (_buffer, _length) = (buffer, length);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <exception cref="IOException">It cannot be read, or has 2 GiB or more.</exception>
    public static FileBytes Read(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        long length = RandomAccess.GetLength(file);
        if (length > Array.MaxLength)
        {
            throw new IOException($"{length} bytes are more than one image can have here.");
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)length);
        int total = 0;
        for (int read; total < length && (read = RandomAccess.Read(file, buffer.AsSpan(total, (int)length - total), total)) > 0; total += read)
        {
        }

        return new(buffer, total);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }
}
