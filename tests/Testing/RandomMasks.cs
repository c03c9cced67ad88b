using DicomNode.Dicom.Iod;

namespace DicomNode.Testing;

/// <summary>
/// Masks by chance, overlapping: of one segment noise (single pixels, corners that touch), of the next discs put on and cut out again (holes, islands in holes), of every
/// third nothing on most slices.
/// </summary>
public sealed class RandomMasks : ISegmentMasks
{
    private readonly byte[][] _masks; // by segment, [slice, row, column]
    private readonly int _pixels;

    public RandomMasks(int seed, int segments, int slices, int rows, int columns)
    {
        Random random = new(seed);
        _pixels = rows * columns;
        _masks = [.. Enumerable.Range(0, segments).Select(segment =>
        {
            byte[] mask = new byte[slices * _pixels];
            for (int slice = 0; slice < slices; slice++)
            {
                if (segment % 3 != 2 || slice == 1)
                {
                    Fill(random, mask.AsSpan(slice * _pixels, _pixels), rows, columns, isNoise: segment % 2 == 0);
                }
            }

            return mask;
        })];
    }

    /// <summary>Of a segment, shape [slice, row, column].</summary>
    public byte[] Mask(int segment) => _masks[segment];

    public bool TryReadSlice(int segment, int slice, Span<byte> mask)
    {
        _masks[segment].AsSpan(slice * _pixels, _pixels).CopyTo(mask);
        return mask.Contains((byte)1);
    }

    private static void Fill(Random random, Span<byte> mask, int rows, int columns, bool isNoise)
    {
        double density = isNoise ? random.NextDouble() : 0;
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = (byte)(random.NextDouble() < density ? 1 : 0);
        }

        for (int disc = isNoise ? 12 : 0; disc < 12; disc++)
        {
            double y = random.NextDouble() * rows, x = random.NextDouble() * columns, radius = random.NextDouble() * Math.Min(rows, columns) / 2;
            for (int i = 0; i < mask.Length; i++)
            {
                mask[i] = Math.Pow((i / columns) - y, 2) + Math.Pow((i % columns) - x, 2) < radius * radius ? (byte)((disc + 1) % 2) : mask[i];
            }
        }
    }
}
