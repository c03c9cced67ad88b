using System.Buffers.Binary;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using Microsoft.Win32.SafeHandles;

namespace DicomNode.Sending;

/// <summary>One of our images as a file: its header, and its native frames, which are read one by one. Pixel data are the last element of what we make.</summary>
internal sealed class ImageFile : IFrameBytes, IDisposable
{
    private const int HeaderLength = 12; // of pixel data in explicit VR. PS3.5 §7.1.2
    private readonly SafeFileHandle _file;
    private readonly long _offset, _length;
    private readonly Vr _vr;

    private ImageFile(SafeFileHandle file, DataSet header, long length, Vr vr) =>
        (_file, Header, Format, _offset, _length, _vr) = (file, header, PixelFormat.Of(header), RandomAccess.GetLength(file) - length, length, vr);

    /// <summary>Without pixel data.</summary>
    public DataSet Header { get; }

    public PixelFormat Format { get; }

    /// <returns>Null: it is no image with native pixel data at its end.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="DicomDataException">It is no DICOM file.</exception>
    public static ImageFile? TryOpen(string path)
    {
        DicomFile read = Part10File.Read(path, DataSetReadOptions.Header);
        if (read.TransferSyntax != TransferSyntax.ExplicitVrLittleEndian || !read.DataSet.Contains(Tags.Rows))
        {
            return null;
        }

        PixelFormat format = PixelFormat.Of(read.DataSet);
        long length = ((format.FrameBits * format.NumberOfFrames) + 7) / 8;
        length += length % 2;
        SafeFileHandle file = File.OpenHandle(path);
        Span<byte> header = stackalloc byte[HeaderLength];
        if (RandomAccess.Read(file, header, RandomAccess.GetLength(file) - length - HeaderLength) == HeaderLength
            && BinaryPrimitives.ReadUInt32LittleEndian(header) == 0x0010_7FE0
            && BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) == length)
        {
            return new(file, read.DataSet, length, (Vr)((header[4] << 8) | header[5]));
        }

        file.Dispose();
        return null;
    }

    public void Read(int frame, Span<byte> bytes) => ReadExactly(bytes, frame * (Format.FrameBits / 8));

    /// <summary>The pixel data, to be written while this is open.</summary>
    public StreamedElement PixelData() => new(Tags.PixelData, _vr, _length, stream =>
    {
        byte[] piece = new byte[1 << 20];
        for (long done = 0; done < _length; done += piece.Length)
        {
            Span<byte> next = piece.AsSpan(0, (int)Math.Min(piece.Length, _length - done));
            ReadExactly(next, done);
            stream.Write(next);
        }
    });

    public void Dispose() => _file.Dispose();

    private void ReadExactly(Span<byte> bytes, long offset)
    {
        for (int read; !bytes.IsEmpty; bytes = bytes[read..], offset += read)
        {
            read = RandomAccess.Read(_file, bytes, _offset + offset);
            if (read == 0)
            {
                throw new EndOfStreamException("The pixel data end before their last frame.");
            }
        }
    }
}
