namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>A scan header. ITU-T T.81 §B.2.3.</summary>
/// <param name="Parts">The components in it, interleaved when there are several.</param>
/// <param name="Start">Ss: first coefficient; in lossless frames the predictor.</param>
/// <param name="PointTransform">Al: bits that were dropped before coding.</param>
internal sealed record JpegScan(IReadOnlyList<JpegScanPart> Parts, int Start, int PointTransform)
{
    public static JpegScan Read(ReadOnlySpan<byte> segment, JpegFrame frame)
    {
        int count = segment.IsEmpty ? 0 : segment[0];
        if (count is 0 or > 4 || segment.Length < 4 + (2 * count))
        {
            throw Bitstream.Refused("JPEG", "the scan header is cut off");
        }

        JpegScanPart[] parts = new JpegScanPart[count];
        for (int i = 0; i < count; i++)
        {
            (byte id, byte tables) = (segment[1 + (2 * i)], segment[2 + (2 * i)]);
            int index = frame.Components.Select(c => c.Id).ToList().IndexOf(id);
            if (index < 0 || parts[..i].Any(p => p.Component == index) || (tables >> 4) > 3 || (tables & 15) > 3)
            {
                throw Bitstream.Refused("JPEG", $"the scan header names component {id}, tables {tables >> 4} and {tables & 15}");
            }

            parts[i] = new(index, tables >> 4, tables & 15);
        }

        return new(parts, segment[1 + (2 * count)], segment[3 + (2 * count)] & 15);
    }
}

/// <param name="Component">Place in the frame header.</param>
/// <param name="DcTable">Huffman table of differences.</param>
/// <param name="AcTable">Huffman table of runs and coefficients; not used in lossless frames.</param>
internal readonly record struct JpegScanPart(int Component, int DcTable, int AcTable);
