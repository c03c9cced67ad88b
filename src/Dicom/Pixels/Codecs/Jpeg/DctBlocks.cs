namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>Decodes the blocks of one component in a scan. ITU-T T.81 §F.2.</summary>
internal sealed class DctBlocks(DctPlane plane, HuffmanTable dc, HuffmanTable ac, ushort[] steps, int precision)
{
    /// <summary>Place in the block, row by row, of the coefficients as they come. ITU-T T.81 Figure A.6.</summary>
    private static readonly byte[] s_zigzag =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    private readonly int[] _coefficients = new int[InverseDct.BlockLength];
    private int _mean;

    public DctPlane Plane { get; } = plane;

    /// <summary>After a restart marker means are coded anew. §F.2.1.3.1.</summary>
    public void Restart() => _mean = 0;

    public void DecodeUnit(ref JpegBits bits, int unitX, int unitY, bool isInterleaved)
    {
        (int across, int down) = isInterleaved ? (Plane.BlocksAcross, Plane.BlocksDown) : (1, 1);
        for (int y = unitY * down; y < (unitY + 1) * down; y++)
        {
            for (int x = unitX * across; x < (unitX + 1) * across; x++)
            {
                Decode(ref bits, Plane.Samples.AsSpan((y * 8 * Plane.Stride) + (x * 8)));
            }
        }
    }

    private void Decode(ref JpegBits bits, Span<ushort> samples)
    {
        _mean += bits.ReadNumber(dc.Look, dc, out _);
        if (!ReadCoefficients(ref bits))
        {
            InverseDct.Fill(_mean * steps[0], precision, samples, Plane.Stride);
            return;
        }

        _coefficients[0] = _mean * steps[0];
        InverseDct.Run(_coefficients, precision, samples, Plane.Stride);
        Array.Clear(_coefficients);
    }

    /// <returns>Whether there is any but the mean.</returns>
    private bool ReadCoefficients(ref JpegBits source)
    {
        JpegBits bits = source; // in registers
        ReadOnlySpan<uint> look = ac.Look;
        bool any = false;
        for (int k = 1; k < InverseDct.BlockLength; k++)
        {
            int value = bits.ReadNumber(look, ac, out int run);
            k += run;
            if (value == 0)
            {
                if (run == 15)
                {
                    continue; // sixteen zeros
                }

                break; // end of block
            }

            if (k >= InverseDct.BlockLength)
            {
                throw Bitstream.Refused("JPEG", "a block has more than 64 coefficients");
            }

            _coefficients[s_zigzag[k]] = value * steps[k];
            any = true;
        }

        source = bits;
        return any;
    }
}
