using DicomNode.Segmentation.Volumes;

namespace DicomNode.Viewing;

/// <summary>Means over the blocks of one slice of a <see cref="CoarseGrid"/>.</summary>
internal sealed class BlockMeans(CoarseGrid grid)
{
    private readonly float[] _sums = new float[grid.Shape.SliceLength];
    private readonly int[] _counts = new int[grid.Shape.SliceLength];

    public void Clear()
    {
        Array.Clear(_sums);
        Array.Clear(_counts);
    }

    /// <param name="slice">Of the fine grid, [y, x].</param>
    public void Add(ReadOnlySpan<float> slice)
    {
        (VolumeShape fine, VolumeShape block) = (grid.Fine, grid.Block);
        for (int y = 0; y < fine.Height; y++)
        {
            int row = y / block.Height * grid.Shape.Width;
            ReadOnlySpan<float> line = slice.Slice(y * fine.Width, fine.Width);
            for (int x = 0; x < line.Length; x++)
            {
                int at = row + (x / block.Width);
                _sums[at] += line[x];
                _counts[at]++;
            }
        }
    }

    public void Read(Span<float> means)
    {
        for (int i = 0; i < _sums.Length; i++)
        {
            means[i] = _sums[i] / _counts[i];
        }
    }
}
