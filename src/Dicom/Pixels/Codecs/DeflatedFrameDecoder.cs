using System.IO.Compression;
using System.Runtime.InteropServices;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Pixels.Codecs;

/// <summary>Deflated Image Frame Compression: each frame is one stream of RFC 1951, padded to an even length. PS3.5 §8.2, §A.4. Cells are those of a native frame that begins with a byte.</summary>
public sealed class DeflatedFrameDecoder : IFrameDecoder
{
    public bool CanDecode(TransferSyntax transferSyntax) => transferSyntax.Uid == Uids.DeflatedImageFrameCompression;

    public void Decode(TransferSyntax transferSyntax, IReadOnlyList<ReadOnlyMemory<byte>> fragments, PixelFormat format, Span<byte> native)
    {
        ReadOnlyMemory<byte> frame = Bitstream.Of(fragments);
        MemoryStream source = MemoryMarshal.TryGetArray(frame, out ArraySegment<byte> array)
            ? new(array.Array!, array.Offset, array.Count, writable: false)
            : new(frame.ToArray(), writable: false);
        using DeflateStream inflater = new(source, CompressionMode.Decompress);
        try
        {
            int length = inflater.ReadAtLeast(native, native.Length, throwOnEndOfStream: false);
            if (length < native.Length)
            {
                throw Bitstream.Refused("deflate", $"a frame ends after {length} of {native.Length} bytes");
            }

            Span<byte> more = stackalloc byte[2];
            if (inflater.ReadAtLeast(more, more.Length, throwOnEndOfStream: false) > 1) // one byte pads an odd frame
            {
                throw Bitstream.Refused("deflate", $"a frame is longer than {native.Length} bytes");
            }
        }
        catch (InvalidDataException)
        {
            throw Bitstream.Refused("deflate", "a frame is no deflated stream");
        }

        if (format is { IsPlanar: true, SamplesPerPixel: > 1 })
        {
            PlanarCells.Interleave(native, format);
        }
    }
}
