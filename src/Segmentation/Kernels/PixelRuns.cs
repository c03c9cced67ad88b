namespace DicomNode.Segmentation.Kernels;

/// <summary>The unbroken runs of mask pixels, row by row. Every polygon edge that goes along a column is an end of one.</summary>
internal sealed class PixelRuns
{
    private readonly List<int> _starts = [];
    private readonly int[] _firstOfRow; // rows + 1 entries

    private PixelRuns(int rows) => _firstOfRow = new int[rows + 1];

    public int Count => _starts.Count;

    /// <summary>The column of a run's first pixel.</summary>
    public int Start(int run) => _starts[run];

    public static PixelRuns Find(ReadOnlySpan<byte> mask, int rows, int columns)
    {
        PixelRuns runs = new(rows);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<byte> line = mask.Slice(row * columns, columns);
            for (int column = 0; column < columns;)
            {
                int gap = line[column..].IndexOfAnyExcept((byte)0);
                if (gap < 0)
                {
                    break;
                }

                column += gap;
                runs._starts.Add(column);
                int length = line[column..].IndexOf((byte)0);
                column = length < 0 ? columns : column + length;
            }

            runs._firstOfRow[row + 1] = runs._starts.Count;
        }

        return runs;
    }

    /// <summary>The runs of a row: from this one up to <see cref="FirstOf"/> of the next row.</summary>
    public int FirstOf(int row) => _firstOfRow[row];

    /// <summary>The last run of a row that starts at a column or before; the pixel there is known to be in the mask.</summary>
    public int At(int row, int column)
    {
        int found = _starts.BinarySearch(_firstOfRow[row], _firstOfRow[row + 1] - _firstOfRow[row], column, null);
        return found >= 0 ? found : ~found - 1;
    }
}
