using System.Buffers.Binary;

namespace DicomNode.Dicom.Pixels.Native;

/// <summary>What stands before the first scan of a JPEG image. ITU-T T.81 annex B.</summary>
/// <param name="Process">The low nibble of the SOF marker: 0 baseline, 1 extended, 2 progressive.</param>
/// <param name="Colour">What the stream itself says of three components; null when nothing says it.</param>
/// <param name="ScanOffset">Where the first SOS marker begins.</param>
internal sealed record JpegHeader(int Process, int Precision, int Height, int Width, int Components, JpegColour? Colour, int ScanOffset)
{
    private const byte StartOfImage = 0xD8, StartOfScan = 0xDA, EndOfImage = 0xD9, JfifSegment = 0xE0, AdobeSegment = 0xEE;

    /// <exception cref="NativeCodecException">The markers are no JPEG image.</exception>
    public static JpegHeader Read(ReadOnlySpan<byte> image)
    {
        if (image.Length < 2 || image[0] != 0xFF || image[1] != StartOfImage)
        {
            throw new NativeCodecException("the data does not begin as a JPEG image");
        }

        JpegHeader? frame = null;
        JpegColour? written = null;
        for (int at = 2; at + 4 <= image.Length;)
        {
            if (image[at] != 0xFF)
            {
                break;
            }

            byte marker = image[at + 1];
            if (marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD7)) // fill bytes, and markers without a segment
            {
                at += marker == 0xFF ? 1 : 2;
                continue;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(image[(at + 2)..]);
            if (marker is StartOfImage or EndOfImage || length < 2 || at + 2 + length > image.Length)
            {
                break;
            }

            ReadOnlySpan<byte> segment = image.Slice(at + 4, length - 2);
            switch (marker)
            {
                case StartOfScan when frame is not null:
                    return frame with { Colour = written ?? frame.Colour, ScanOffset = at };
                case AdobeSegment when segment.Length >= 12 && segment.StartsWith("Adobe"u8):
                    written = segment[11] == 0 ? JpegColour.Rgb : JpegColour.Ycc; // the transform flag
                    break;
                case JfifSegment when segment.StartsWith("JFIF\0"u8):
                    written ??= JpegColour.Ycc; // JFIF knows no other
                    break;
                case 0xC0 or 0xC1 or 0xC2 or 0xC3 or (>= 0xC5 and <= 0xC7) or (>= 0xC9 and <= 0xCB) or (>= 0xCD and <= 0xCF):
                    frame = Frame(marker & 0xF, segment);
                    break;
            }

            at += 2 + length;
        }

        throw new NativeCodecException("the JPEG image ends before its first scan");
    }

    private static JpegHeader Frame(int process, ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 6 || segment.Length < 6 + (3 * segment[5]))
        {
            throw new NativeCodecException("the frame header of the JPEG image is cut short");
        }

        int components = segment[5];
        bool isNamedRgb = components == 3 && segment[6] == 'R' && segment[9] == 'G' && segment[12] == 'B';
        return new(
            process, segment[0], BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]),
            components, isNamedRgb ? JpegColour.Rgb : null, ScanOffset: 0);
    }
}
