using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>Axes reordered and reversed; no value changes.</summary>
/// <param name="Source">For every axis made, the axis that is read.</param>
/// <param name="Reversed">Whether it is read from its end.</param>
internal sealed record AxisOrder((int Z, int Y, int X) Source, (bool Z, bool Y, bool X) Reversed)
{
    public bool IsIdentity => Source == (0, 1, 2) && Reversed == (false, false, false);

    /// <summary>From one orientation to another.</summary>
    public static AxisOrder Between(AxisCodes read, AxisCodes made)
    {
        int Axis(int axis) => Enumerable.Range(0, 3).First(a => read[a].World == made[axis].World);
        bool Against(int axis) => read[Axis(axis)].Sign != made[axis].Sign;
        return new AxisOrder((Axis(0), Axis(1), Axis(2)), (Against(0), Against(1), Against(2)));
    }

    public int SourceOf(int axis) => axis switch { 0 => Source.Z, 1 => Source.Y, _ => Source.X };

    public bool IsReversed(int axis) => axis switch { 0 => Reversed.Z, 1 => Reversed.Y, _ => Reversed.X };

    public AxisOrder Inverse()
    {
        int Axis(int axis) => Enumerable.Range(0, 3).First(a => SourceOf(a) == axis);
        return new AxisOrder((Axis(0), Axis(1), Axis(2)), (IsReversed(Axis(0)), IsReversed(Axis(1)), IsReversed(Axis(2))));
    }

    public VolumeShape Apply(VolumeShape shape) => new(shape[Source.Z], shape[Source.Y], shape[Source.X]);

    public Geometry Apply(Geometry geometry, VolumeShape shape)
    {
        Vector3D origin = geometry.Origin;
        for (int axis = 0; axis < 3; axis++)
        {
            origin += IsReversed(axis) ? geometry.Step(SourceOf(axis)) * (shape[SourceOf(axis)] - 1) : default;
        }

        Vector3D Step(int axis) => geometry.Step(SourceOf(axis)) * (IsReversed(axis) ? -1 : 1);
        return new Geometry(origin, ColumnStep: Step(2), RowStep: Step(1), SliceStep: Step(0));
    }
}
