using System.IO.Compression;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Pixels.Codecs;

/// <summary>Deflated Image Frame Compression. PS3.5 §8.2, §A.4. The bytes are those of the runtime's zlib: another version of .NET may find a shorter stream of the same frame.</summary>
public sealed class DeflatedFrameEncoder : IFrameEncoder
{
    public TransferSyntax TransferSyntax { get; } = TransferSyntax.Find(Uids.DeflatedImageFrameCompression)!;

    public byte[] Encode(ReadOnlySpan<byte> native, PixelFormat format)
    {
        using MemoryStream compressed = new();
        using (DeflateStream deflater = new(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflater.Write(native);
        }

        if (compressed.Length % 2 != 0)
        {
            compressed.WriteByte(0);
        }

        return compressed.ToArray();
    }
}
