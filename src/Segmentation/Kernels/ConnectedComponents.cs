using System.Runtime.InteropServices;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>
/// Connected components of a label volume, of all classes in one pass. A run is a piece of a row that is of one class; runs are joined by union-find.
/// Time grows with the voxels, memory with the runs: 16 bytes each.
/// </summary>
public sealed class ConnectedComponents
{
    private readonly VolumeShape _shape;
    private readonly List<Run> _runs = [];
    private readonly int[] _rowStarts;
    private int[] _componentOfRun = [];

    private ConnectedComponents(VolumeShape shape)
    {
        _shape = shape;
        _rowStarts = new int[(shape.Depth * shape.Height) + 1];
    }

    /// <summary>How many there are. They are numbered from 0 in the order of their first voxel in the volume.</summary>
    public int Count => Voxels.Count;

    /// <summary>Number of voxels of each.</summary>
    public IReadOnlyList<long> Voxels { get; private set; } = [];

    /// <summary>Class of each.</summary>
    public IReadOnlyList<ushort> Classes { get; private set; } = [];

    /// <summary>All runs in the order of the volume: row (z * height + y), first column, column behind the last, component.</summary>
    public IEnumerable<(int Row, int Start, int End, int Component)> Runs
    {
        get
        {
            for (int row = 0; row + 1 < _rowStarts.Length; row++)
            {
                for (int r = _rowStarts[row]; r < _rowStarts[row + 1]; r++)
                {
                    yield return (row, _runs[r].Start, _runs[r].End, _componentOfRun[r]);
                }
            }
        }
    }

    /// <param name="labels">Shape [z, y, x], C order.</param>
    /// <param name="classes">65,536 entries: the class of each label; 0 is background. Voxels of one class are joined, whatever their labels.</param>
    public static ConnectedComponents Find(ReadOnlySpan<ushort> labels, VolumeShape shape, ReadOnlySpan<ushort> classes, Neighbourhood neighbours)
    {
        ConnectedComponents found = new(shape);
        found.CutRuns(labels, classes);
        found.Join(neighbours);
        found.Number();
        return found;
    }

    /// <summary>Whether a component touches the faces of the volume, or (planar) the edges of its slice.</summary>
    public bool[] TouchesBorder(bool isPlanar)
    {
        bool[] touches = new bool[Count];
        foreach ((int row, int start, int end, int component) in Runs)
        {
            (int z, int y) = (row / _shape.Height, row % _shape.Height);
            touches[component] |= start == 0 || end == _shape.Width || y == 0 || y == _shape.Height - 1 || (!isPlanar && (z == 0 || z == _shape.Depth - 1));
        }

        return touches;
    }

    /// <summary>Writes a label over all voxels of some components.</summary>
    public void Write(Span<ushort> labels, Func<int, bool> isMeant, ushort label)
    {
        bool[] meant = [.. Enumerable.Range(0, Count).Select(isMeant)];
        for (int row = 0; row + 1 < _rowStarts.Length; row++)
        {
            for (int r = _rowStarts[row]; r < _rowStarts[row + 1]; r++)
            {
                if (meant[_componentOfRun[r]])
                {
                    labels.Slice((row * _shape.Width) + _runs[r].Start, _runs[r].End - _runs[r].Start).Fill(label);
                }
            }
        }
    }

    private void CutRuns(ReadOnlySpan<ushort> labels, ReadOnlySpan<ushort> classes)
    {
        for (int row = 0; row + 1 < _rowStarts.Length; row++)
        {
            ReadOnlySpan<ushort> line = labels.Slice(row * _shape.Width, _shape.Width);
            for (int x = 0; x < line.Length;)
            {
                ushort label = line[x];
                ushort kind = classes[label];
                int start = x++;
                while (x < line.Length && (line[x] == label || classes[line[x]] == kind))
                {
                    x++;
                }

                if (kind != 0)
                {
                    _runs.Add(new Run(start, x, kind) { Parent = _runs.Count });
                }
            }

            _rowStarts[row + 1] = _runs.Count;
        }
    }

    private void Join(Neighbourhood neighbours)
    {
        Span<(int Dz, int Dy)> before = [(0, -1), (-1, -1), (-1, 0), (-1, 1)];
        Span<Run> runs = CollectionsMarshal.AsSpan(_runs);
        foreach ((int dz, int dy) in before)
        {
            int reach = neighbours.Reach(dz, dy);
            if (reach < 0)
            {
                continue;
            }

            for (int z = -dz; z < _shape.Depth; z++)
            {
                for (int y = Math.Max(0, -dy); y < _shape.Height - Math.Max(0, dy); y++)
                {
                    int row = (z * _shape.Height) + y;
                    JoinRows(runs, row, row + (dz * _shape.Height) + dy, reach);
                }
            }
        }
    }

    private void JoinRows(Span<Run> runs, int row, int other, int reach)
    {
        int b = _rowStarts[other];
        int bEnd = _rowStarts[other + 1];
        for (int a = _rowStarts[row]; a < _rowStarts[row + 1]; a++)
        {
            while (b < bEnd && runs[b].End + reach <= runs[a].Start)
            {
                b++;
            }

            for (int c = b; c < bEnd && runs[c].Start < runs[a].End + reach; c++)
            {
                if (runs[c].Class == runs[a].Class)
                {
                    Union(runs, a, c);
                }
            }
        }
    }

    private static void Union(Span<Run> runs, int a, int b)
    {
        (a, b) = (Root(runs, a), Root(runs, b));
        runs[Math.Max(a, b)].Parent = Math.Min(a, b); // the first run in the volume is the root: numbers follow the volume
    }

    private static int Root(Span<Run> runs, int r)
    {
        while (runs[r].Parent != r)
        {
            runs[r].Parent = runs[runs[r].Parent].Parent;
            r = runs[r].Parent;
        }

        return r;
    }

    private void Number()
    {
        Span<Run> runs = CollectionsMarshal.AsSpan(_runs);
        _componentOfRun = new int[runs.Length];
        List<long> voxels = [];
        List<ushort> classes = [];
        for (int r = 0; r < runs.Length; r++)
        {
            int root = Root(runs, r);
            if (root == r)
            {
                _componentOfRun[r] = voxels.Count;
                voxels.Add(0);
                classes.Add(runs[r].Class);
            }
            else
            {
                _componentOfRun[r] = _componentOfRun[root];
            }

            voxels[_componentOfRun[r]] += runs[r].End - runs[r].Start;
        }

        (Voxels, Classes) = (voxels, classes);
    }

    private record struct Run(int Start, int End, ushort Class)
    {
        public int Parent { get; set; }
    }
}
