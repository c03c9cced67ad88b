using System.Buffers.Binary;

namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>The tables that are in force, as a stream sets them one after another. ITU-T T.81 §B.2.4.</summary>
internal sealed class JpegTables
{
    private readonly HuffmanTable?[] _dc = new HuffmanTable?[4];
    private readonly HuffmanTable?[] _ac = new HuffmanTable?[4];
    private readonly ushort[]?[] _quantization = new ushort[]?[4];

    /// <summary>In minimum coded units; 0 is none.</summary>
    public int RestartInterval { get; private set; }

    /// <summary>What the Adobe segment says of the colours: 0 none, 1 YCbCr; null when there is no such segment.</summary>
    public int? AdobeTransform { get; private set; }

    public HuffmanTable Dc(int index) => _dc[index] ?? throw Missing("Huffman table", index);

    public HuffmanTable Ac(int index) => _ac[index] ?? throw Missing("Huffman table", index);

    /// <summary>64 steps in zigzag order.</summary>
    public ushort[] Quantization(int index) => (index < 4 ? _quantization[index] : null) ?? throw Missing("quantization table", index);

    /// <summary>A marker segment that is neither frame nor scan; those that set nothing are passed over.</summary>
    public void Read(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case JpegMarker.HuffmanTables:
                ReadHuffman(segment);
                break;
            case JpegMarker.QuantizationTables:
                ReadQuantization(segment);
                break;
            case JpegMarker.RestartInterval:
                ReadRestartInterval(segment);
                break;
            case JpegMarker.Adobe:
                ReadAdobe(segment);
                break;
        }
    }

    private void ReadHuffman(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            int length = 0;
            for (int i = 1; i <= 16 && segment.Length >= 17; i++)
            {
                length += segment[i];
            }

            if (segment.Length < 17 + length || length > 256 || (segment[0] & 0xEF) > 3)
            {
                throw Bitstream.Refused("JPEG", "a Huffman table is cut off");
            }

            bool hasRuns = segment[0] >> 4 == 1;
            (hasRuns ? _ac : _dc)[segment[0] & 15] = new(segment.Slice(1, 16), segment.Slice(17, length), hasRuns);
            segment = segment[(17 + length)..];
        }
    }

    private void ReadQuantization(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            bool isWide = segment[0] >> 4 == 1;
            int length = 1 + (isWide ? 128 : 64);
            if (segment.Length < length || (segment[0] & 0xEF) > 3)
            {
                throw Bitstream.Refused("JPEG", "a quantization table is cut off");
            }

            ushort[] steps = new ushort[64];
            for (int i = 0; i < steps.Length; i++)
            {
                steps[i] = isWide ? BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + (2 * i))..]) : segment[1 + i];
            }

            _quantization[segment[0] & 15] = steps;
            segment = segment[length..];
        }
    }

    private void ReadRestartInterval(ReadOnlySpan<byte> segment) =>
        RestartInterval = segment.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(segment) : throw Bitstream.Refused("JPEG", "the restart interval is cut off");

    private void ReadAdobe(ReadOnlySpan<byte> segment)
    {
        if (segment.Length >= 12 && segment.StartsWith("Adobe"u8))
        {
            AdobeTransform = segment[11];
        }
    }

    private static Data.DicomDataException Missing(string what, int index) => Bitstream.Refused("JPEG", $"{what} {index} is missing");
}
