using DicomNode.Segmentation.Slabs;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>A box of the grid: voxels are cut off where it ends inside the volume and added where it reaches outside.</summary>
internal sealed class BoxChange : GridChange
{
    private readonly (int Z, int Y, int X) _first;
    private readonly Border _border;
    private readonly float _value;
    private readonly float _outsideScore;

    /// <param name="first">The box's first voxel on the grid before; may be negative.</param>
    /// <param name="border">What is added: the <paramref name="value"/>, the border repeated, or the volume mirrored at its outermost voxels.</param>
    /// <param name="outsideScore">The score that voxels outside the box get on the way back.</param>
    public BoxChange(
        (VolumeShape Shape, Geometry Geometry) before, (int Z, int Y, int X) first, VolumeShape size, Border border, float value, float outsideScore)
        : base(before, (size, before.Geometry with { Origin = before.Geometry.ToPatient(first.Z, first.Y, first.X) })) =>
        (_first, _border, _value, _outsideScore) = (first, border, value, outsideScore);

    public override Volume<float> Apply(Volume<float> volume, CancellationToken cancellationToken)
    {
        float[] made = new float[After.Shape.Length];
        (VolumeShape from, VolumeShape to) = (Before.Shape, After.Shape);
        int[] slices = Sources(_first.Z, from.Depth, to.Depth), rows = Sources(_first.Y, from.Height, to.Height), columns = Sources(_first.X, from.Width, to.Width);
        int left = Math.Clamp(-_first.X, 0, to.Width), right = Math.Clamp(from.Width - _first.X, left, to.Width);
        Parallel.For(0, to.Depth, new ParallelOptions { CancellationToken = cancellationToken }, z =>
        {
            for (int y = 0; y < to.Height; y++)
            {
                Span<float> row = made.AsSpan(((z * to.Height) + y) * to.Width, to.Width);
                if (slices[z] < 0 || rows[y] < 0)
                {
                    row.Fill(_value);
                    continue;
                }

                ReadOnlySpan<float> source = volume.Values.Span.Slice(((slices[z] * from.Height) + rows[y]) * from.Width, from.Width);
                source.Slice(Math.Max(_first.X, 0), right - left).CopyTo(row[left..]);
                Beside(source, columns, row, 0, left);
                Beside(source, columns, row, right, to.Width);
            }
        });
        return new Volume<float>(made, to, After.Geometry);
    }

    public override Memory<float> UndoScores(Memory<float> scores, CancellationToken cancellationToken) => PutBack(scores, _outsideScore, cancellationToken);

    public override Memory<ushort> UndoLabels(Memory<ushort> labels, CancellationToken cancellationToken) => PutBack<ushort>(labels, 0, cancellationToken);

    public override GridSampling Undo(GridSampling after, bool isNearest)
    {
        int Inside(int first, int before, int made) => Math.Max(0, Math.Min(first + made, before) - Math.Max(first, 0));
        var common = new VolumeShape(
            Inside(_first.Z, Before.Shape.Depth, After.Shape.Depth), Inside(_first.Y, Before.Shape.Height, After.Shape.Height), Inside(_first.X, Before.Shape.Width, After.Shape.Width));
        GridSampling cut = after.Cut((Math.Max(-_first.Z, 0), Math.Max(-_first.Y, 0), Math.Max(-_first.X, 0)), common);
        return common == Before.Shape ? cut : cut.Embed((Math.Max(_first.Z, 0), Math.Max(_first.Y, 0), Math.Max(_first.X, 0)), Before.Shape);
    }

    private T[] PutBack<T>(Memory<T> values, T outside, CancellationToken cancellationToken)
        where T : unmanaged
    {
        (VolumeShape from, VolumeShape to) = (After.Shape, Before.Shape);
        T[] made = new T[to.Length];
        int left = Math.Clamp(_first.X, 0, to.Width), right = Math.Clamp(_first.X + from.Width, left, to.Width);
        Parallel.For(0, to.Depth, new ParallelOptions { CancellationToken = cancellationToken }, z =>
        {
            for (int y = 0; y < to.Height; y++)
            {
                Span<T> row = made.AsSpan(((z * to.Height) + y) * to.Width, to.Width);
                (int readZ, int readY) = (z - _first.Z, y - _first.Y);
                if (readZ < 0 || readZ >= from.Depth || readY < 0 || readY >= from.Height)
                {
                    row.Fill(outside);
                    continue;
                }

                row[..left].Fill(outside);
                values.Span.Slice((((readZ * from.Height) + readY) * from.Width) + left - _first.X, right - left).CopyTo(row[left..]);
                row[right..].Fill(outside);
            }
        });
        return made;
    }

    private void Beside(ReadOnlySpan<float> source, int[] columns, Span<float> row, int from, int to)
    {
        for (int x = from; x < to; x++)
        {
            row[x] = columns[x] < 0 ? _value : source[columns[x]];
        }
    }

    // the voxel that is read for every voxel made; -1: none
    private int[] Sources(int first, int n, int made) => [.. Enumerable.Range(first, made).Select(i => i >= 0 && i < n ? i : _border switch
    {
        Border.Replicate => Math.Clamp(i, 0, n - 1),
        Border.Reflect => Mirrored(i, n),
        _ => -1,
    })];

    // … 2 1 0 1 2 … n-2 n-1 n-2 …
    private static int Mirrored(int i, int n)
    {
        if (n == 1)
        {
            return 0;
        }

        int period = 2 * (n - 1), at = ((i % period) + period) % period;
        return at < n ? at : period - at;
    }
}
