using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>A window along one axis: where it lies and which part of its result counts, both on the tensor.</summary>
internal readonly record struct WindowSpan(int Start, int Length, int KeepFrom, int KeepTo);

/// <summary>Which pieces of the tensor the network gets to see.</summary>
internal sealed class WindowPlan
{
    private WindowPlan(WindowSpan[] z, WindowSpan[] y, WindowSpan[] x) => (Z, Y, X) = (z, y, x);

    public IReadOnlyList<WindowSpan> Z { get; }

    public IReadOnlyList<WindowSpan> Y { get; }

    public IReadOnlyList<WindowSpan> X { get; }

    /// <summary>The size that all windows have.</summary>
    public VolumeShape Size => new(Z[0].Length, Y[0].Length, X[0].Length);

    public IEnumerable<(WindowSpan Z, WindowSpan Y, WindowSpan X)> Windows => from z in Z from y in Y from x in X select (z, y, x);

    public int Count => checked(Z.Count * Y.Count * X.Count);

    /// <summary>The windows' places along an axis.</summary>
    public IReadOnlyList<WindowSpan> this[int axis] => axis switch { 0 => Z, 1 => Y, 2 => X, _ => throw new ArgumentOutOfRangeException(nameof(axis)) };

    /// <summary>No voxel of the tensor gets scores from two windows.</summary>
    public bool IsDisjoint => new[] { Z, Y, X }.All(axis => axis.Zip(axis.Skip(1)).All(pair => pair.Second.KeepFrom >= pair.First.KeepTo));

    /// <summary>The window's size; null: the whole tensor. Slices have 1 along their axis.</summary>
    public static VolumeShape? SizeOf(WindowSpec window, VolumeShape tensor) => window switch
    {
        { Mode: WindowMode.Slices, SliceAxis: 0 } => new(1, window.Size?[0] ?? tensor.Height, window.Size?[1] ?? tensor.Width),
        { Mode: WindowMode.Slices, SliceAxis: 1 } => new(window.Size?[0] ?? tensor.Depth, 1, window.Size?[1] ?? tensor.Width),
        { Mode: WindowMode.Slices } => new(window.Size?[0] ?? tensor.Depth, window.Size?[1] ?? tensor.Height, 1),
        { Mode: WindowMode.Sliding or WindowMode.Tiles, Size: { } size } => new(size[0], size[1], size[2]),
        _ => null,
    };

    /// <summary>What is added where the tensor is smaller than the window.</summary>
    public static Border BorderOf(WindowSpec window) => window.Pad switch
    {
        WindowPad.Replicate => Border.Replicate,
        WindowPad.Reflect => Border.Reflect,
        _ => Border.Zero,
    };

    /// <param name="tensor">At least as large as the window, except for tiles.</param>
    public static WindowPlan For(WindowSpec window, VolumeShape tensor)
    {
        VolumeShape size = SizeOf(window, tensor) ?? tensor;
        WindowSpan[] Axis(int axis) => window.Mode == WindowMode.Tiles
            ? Tiles(tensor[axis], size[axis], window.Halo)
            : [.. Starts(window, tensor[axis], size[axis]).Select(s => new WindowSpan(s, size[axis], s, s + size[axis]))];
        return new WindowPlan(Axis(0), Axis(1), Axis(2));
    }

    /// <summary>First voxels of the windows along an axis of <paramref name="n"/> voxels.</summary>
    internal static IReadOnlyList<int> Starts(WindowSpec window, int n, int size) =>
        n <= size ? [0] : window.StepRule == StepRule.Monai ? MonaiStarts(n, size, window.Overlap) : NnunetStarts(n, size, 1 - window.Overlap);

    private static List<int> MonaiStarts(int n, int size, double overlap)
    {
        int interval = Math.Max(1, (int)(size * (1 - overlap)));
        var starts = new List<int>();
        for (int start = 0; ; start += interval)
        {
            starts.Add(Math.Min(start, n - size));
            if (start >= n - size)
            {
                return starts;
            }
        }
    }

    private static int[] NnunetStarts(int n, int size, double step)
    {
        int count = (int)Math.Ceiling((n - size) / (size * step)) + 1;
        double interval = (double)(n - size) / (count - 1);
        return [.. Enumerable.Range(0, count).Select(i => (int)Math.Round(interval * i, MidpointRounding.ToEven))];
    }

    // cores side by side; a tile at the border is moved inside, so that all have one shape, which a GPU wants
    private static WindowSpan[] Tiles(int n, int size, int halo)
    {
        int length = Math.Min(n, size);
        if (length == n)
        {
            return [new WindowSpan(0, n, 0, n)];
        }

        var tiles = new List<WindowSpan>();
        for (int from = 0; from < n;)
        {
            int start = Math.Clamp(from - halo, 0, n - length);
            int to = start + length == n ? n : start + length - halo;
            tiles.Add(new WindowSpan(start, length, from, to));
            from = to;
        }

        return [.. tiles];
    }
}
