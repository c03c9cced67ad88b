namespace DicomNode.Segmentation.Kernels;

/// <summary>
/// The closed lines between mask and background, each with the mask on its right: outlines run clockwise, holes the other way.
/// Corners have whole coordinates: corner (x, y) is the upper left one of pixel (column x, row y).
/// </summary>
internal sealed class EdgeLoops
{
    /// <summary>The four directions, clockwise: up, right, down, left.</summary>
    private static readonly (int X, int Y)[] s_steps = [(0, -1), (1, 0), (0, 1), (-1, 0)];

    /// <summary>From a corner, the pixel ahead on the right of each direction; the one ahead on the left is that of the direction before.</summary>
    private static readonly (int X, int Y)[] s_aheadRight = [(0, -1), (0, 0), (-1, 0), (-1, -1)];

    private readonly List<(int X, int Y)> _corners = [];
    private readonly List<int> _firsts = []; // by loop: where its corners begin
    private readonly int[] _loopOfRun, _cornerBeforeRun;

    private EdgeLoops(int runs)
    {
        _loopOfRun = new int[runs];
        Array.Fill(_loopOfRun, -1);
        _cornerBeforeRun = new int[runs];
    }

    public int Count => _firsts.Count;

    /// <summary>Corners of a loop, as indices: from this one up to that of the next loop. The first lies at the top of the loop's first run.</summary>
    public int First(int loop) => loop < _firsts.Count ? _firsts[loop] : _corners.Count;

    public (int X, int Y) Corner(int index) => _corners[index];

    /// <summary>An outline leaves its first corner to the right, along the top of its first pixel; a hole to the left, along its own top.</summary>
    public bool IsHole(int loop) => _corners[_firsts[loop] + 1].X < _corners[_firsts[loop]].X;

    /// <summary>The corner that begins the upward line along the left end of a run.</summary>
    public int CornerBefore(int run) => _cornerBeforeRun[run];

    public static EdgeLoops Follow(ReadOnlySpan<byte> mask, PixelRuns runs, int rows, int columns)
    {
        EdgeLoops loops = new(runs.Count);
        for (int row = 0; row < rows; row++)
        {
            for (int run = runs.FirstOf(row); run < runs.FirstOf(row + 1); run++)
            {
                if (loops._loopOfRun[run] < 0)
                {
                    loops.FollowOne(mask, runs, rows, columns, row, run);
                }
            }
        }

        return loops;
    }

    /// <summary>Goes once around, beginning at the top of a run's left end, which nothing has passed yet.</summary>
    private void FollowOne(ReadOnlySpan<byte> mask, PixelRuns runs, int rows, int columns, int row, int run)
    {
        int loop = _firsts.Count, direction = 0, x = runs.Start(run), y = row;
        _firsts.Add(_corners.Count);
        while (_loopOfRun[run] < 0)
        {
            int turned = Turn(mask, rows, columns, x, y, direction);
            if (turned != direction)
            {
                _corners.Add((x, y));
                direction = turned;
            }

            (x, y) = (x + s_steps[direction].X, y + s_steps[direction].Y);
            if (direction == 0)
            {
                int passed = runs.At(y, x);
                _loopOfRun[passed] = loop;
                _cornerBeforeRun[passed] = _corners.Count - 1;
            }
        }
    }

    /// <summary>Where to go on at a corner. Right comes first: of two pixels that touch there we stay with the one we came along.</summary>
    private static int Turn(ReadOnlySpan<byte> mask, int rows, int columns, int x, int y, int direction)
    {
        int left = (direction + 3) % 4;
        return !IsMask(mask, rows, columns, x + s_aheadRight[direction].X, y + s_aheadRight[direction].Y) ? (direction + 1) % 4
            : IsMask(mask, rows, columns, x + s_aheadRight[left].X, y + s_aheadRight[left].Y) ? left
            : direction;
    }

    private static bool IsMask(ReadOnlySpan<byte> mask, int rows, int columns, int column, int row) =>
        (uint)column < (uint)columns && (uint)row < (uint)rows && mask[(row * columns) + column] != 0;
}
