namespace DicomNode.Viewing;

/// <summary>The label that most voxels of each block of one slice of a <see cref="CoarseGrid"/> have; as many of two: the structure before the background, then the lower one.</summary>
internal sealed class BlockLabels(CoarseGrid grid)
{
    private readonly ushort[] _block = new ushort[grid.Block.Depth * grid.Block.Height * grid.Block.Width];

    /// <param name="slices">Of the fine grid, one after the other, each [y, x].</param>
    /// <param name="count">How many.</param>
    public void Read(ReadOnlySpan<ushort> slices, int count, Span<ushort> labels)
    {
        for (int y = 0, i = 0; y < grid.Shape.Height; y++)
        {
            for (int x = 0; x < grid.Shape.Width; x++, i++)
            {
                labels[i] = MostFrequent(Gather(slices, count, y * grid.Block.Height, x * grid.Block.Width));
            }
        }
    }

    private Span<ushort> Gather(ReadOnlySpan<ushort> slices, int count, int row, int column)
    {
        int rows = Math.Min(grid.Block.Height, grid.Fine.Height - row), columns = Math.Min(grid.Block.Width, grid.Fine.Width - column), length = 0;
        for (int z = 0; z < count; z++)
        {
            for (int y = 0; y < rows; y++, length += columns)
            {
                slices.Slice((z * grid.Fine.SliceLength) + ((row + y) * grid.Fine.Width) + column, columns).CopyTo(_block.AsSpan(length));
            }
        }

        return _block.AsSpan(0, length);
    }

    private static ushort MostFrequent(Span<ushort> block)
    {
        if (!block.ContainsAnyExcept(block[0]))
        {
            return block[0];
        }

        block.Sort();
        (ushort best, int most) = (0, 0);
        for (int from = 0; from < block.Length;)
        {
            ushort label = block[from];
            int length = block[from..].IndexOfAnyExcept(label);
            length = length < 0 ? block.Length - from : length;
            if (length > most || (length == most && best == 0))
            {
                (best, most) = (label, length);
            }

            from += length;
        }

        return best;
    }
}
