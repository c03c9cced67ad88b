using DicomNode.Segmentation.Slabs;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Voxels added around a volume, half before and half after; the odd one comes after.</summary>
internal sealed class PadChange : GridChange
{
    private readonly float? _value;
    private readonly (int Z, int Y, int X) _first;

    private PadChange((VolumeShape Shape, Geometry Geometry) before, VolumeShape size, (int Z, int Y, int X) first, float? value)
        : base(before, (size, before.Geometry with { Origin = before.Geometry.ToPatient(-first.Z, -first.Y, -first.X) })) => (_first, _value) = (first, value);

    /// <param name="size">At least this many voxels along each axis.</param>
    /// <param name="value">What is added; null repeats the border.</param>
    /// <returns>Null when the volume is large enough.</returns>
    public static PadChange? ToAtLeast(VolumeShape size, VolumeShape shape, Geometry geometry, float? value)
    {
        var made = new VolumeShape(Math.Max(size.Depth, shape.Depth), Math.Max(size.Height, shape.Height), Math.Max(size.Width, shape.Width));
        return made == shape ? null
            : new PadChange((shape, geometry), made, ((made.Depth - shape.Depth) / 2, (made.Height - shape.Height) / 2, (made.Width - shape.Width) / 2), value);
    }

    public override Volume<float> Apply(Volume<float> volume, CancellationToken cancellationToken)
    {
        float[] made = new float[After.Shape.Length];
        VolumeShape from = Before.Shape, to = After.Shape;
        for (int z = 0; z < to.Depth; z++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int y = 0; y < to.Height; y++)
            {
                Span<float> row = made.AsSpan(((z * to.Height) + y) * to.Width, to.Width);
                int sourceZ = Math.Clamp(z - _first.Z, 0, from.Depth - 1), sourceY = Math.Clamp(y - _first.Y, 0, from.Height - 1);
                bool inside = sourceZ == z - _first.Z && sourceY == y - _first.Y;
                if (inside || _value is null)
                {
                    ReadOnlySpan<float> source = volume.Values.Span.Slice(((sourceZ * from.Height) + sourceY) * from.Width, from.Width);
                    row[.._first.X].Fill(_value ?? source[0]);
                    source.CopyTo(row[_first.X..]);
                    row[(_first.X + from.Width)..].Fill(_value ?? source[^1]);
                }
                else
                {
                    row.Fill(_value.Value);
                }
            }
        }

        return new Volume<float>(made, to, After.Geometry);
    }

    public override Memory<float> UndoScores(Memory<float> scores, CancellationToken cancellationToken) => Cut(scores);

    public override Memory<ushort> UndoLabels(Memory<ushort> labels, CancellationToken cancellationToken) => Cut(labels);

    public override GridSampling Undo(GridSampling after, bool isNearest) => after.Cut(_first, Before.Shape);

    private T[] Cut<T>(Memory<T> values)
        where T : unmanaged
    {
        VolumeShape from = After.Shape, to = Before.Shape;
        T[] made = new T[to.Length];
        for (int z = 0; z < to.Depth; z++)
        {
            for (int y = 0; y < to.Height; y++)
            {
                int start = ((((z + _first.Z) * from.Height) + y + _first.Y) * from.Width) + _first.X;
                values.Span.Slice(start, to.Width).CopyTo(made.AsSpan(((z * to.Height) + y) * to.Width));
            }
        }

        return made;
    }
}
