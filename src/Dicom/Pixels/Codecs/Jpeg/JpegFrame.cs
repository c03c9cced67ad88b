using System.Buffers.Binary;

namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>A frame header. ITU-T T.81 §B.2.2.</summary>
/// <param name="Precision">Bits of a sample.</param>
internal sealed record JpegFrame(int Precision, int Rows, int Columns, IReadOnlyList<JpegComponent> Components)
{
    private const int FixedLength = 6;

    public static JpegFrame Read(ReadOnlySpan<byte> segment)
    {
        int count = segment.Length < FixedLength ? 0 : segment[5];
        if (count == 0 || segment.Length < FixedLength + (3 * count))
        {
            throw Bitstream.Refused("JPEG", "the frame header is cut off");
        }

        JpegComponent[] components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> part = segment.Slice(FixedLength + (3 * i), 3);
            components[i] = new(part[0], part[1] >> 4, part[1] & 15, part[2]);
        }

        return new(segment[0], BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), components);
    }

    /// <summary>The size must be that of the data set, and the cells must hold the samples.</summary>
    public void Check(PixelFormat format)
    {
        if (Rows != format.Rows || Columns != format.Columns || Components.Count != format.SamplesPerPixel)
        {
            throw Bitstream.Refused("JPEG", $"{Rows} rows of {Columns} columns with {Components.Count} components, and the image has {format.Rows} of {format.Columns} with {format.SamplesPerPixel}");
        }

        if (Precision is < 2 or > 16 || Precision > format.BitsAllocated)
        {
            throw Bitstream.Refused("JPEG", $"samples of {Precision} bits in cells of {format.BitsAllocated}");
        }
    }
}
