using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Slabs;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Samples on another grid.</summary>
internal sealed class ResampleChange : GridChange
{
    private readonly GridMap _map;
    private readonly GridMap _back;
    private readonly Interpolation _order;
    private readonly bool _halvesToEven;
    private readonly bool _covers;
    private readonly IntegerRounding _rounding;

    private ResampleChange((VolumeShape, Geometry) before, (VolumeShape, Geometry) after, GridMap map, GridMap back, PreprocessStep step, bool halvesToEven, bool covers)
        : base(before, after)
    {
        (_map, _back, _halvesToEven, _covers) = (map, back, halvesToEven, covers);
        (_order, _rounding) = (step.Order ?? Interpolation.Linear, step.RoundToInteger ?? IntegerRounding.None);
    }

    public override bool Interpolates => true;

    /// <summary>The same extent with another spacing; the border is repeated.</summary>
    public static ResampleChange ToSpacing(PreprocessStep step, VolumeShape shape, Geometry geometry)
    {
        ResampleGrid grid = step.Grid ?? ResampleGrid.Origin;
        (VolumeShape made, GridMap map, GridMap back) = ResampleGrids.Plan(grid, shape, geometry, step.Spacing!);
        return new ResampleChange((shape, geometry), (made, map.Apply(geometry)), map, back, step, halvesToEven: grid == ResampleGrid.Origin, covers: true);
    }

    /// <summary>
    /// A fixed grid along the patient's axes with its middle (index size/2) on the volume's middle, as FreeSurfer's conform; zero outside the volume.
    /// </summary>
    public static ResampleChange ToConformed(PreprocessStep step, AxisCodes codes, VolumeShape shape, Geometry geometry)
    {
        Vector3D Step(int axis)
        {
            (int world, int sign) = codes[axis];
            double mm = sign * step.Spacing![axis];
            return new Vector3D(world == 0 ? mm : 0, world == 1 ? mm : 0, world == 2 ? mm : 0);
        }

        var size = new VolumeShape(step.Size![0], step.Size[1], step.Size[2]);
        Vector3D middle = geometry.ToPatient(shape.Depth / 2.0, shape.Height / 2.0, shape.Width / 2.0);
        Vector3D origin = middle - (Step(0) * (size.Depth / 2.0)) - (Step(1) * (size.Height / 2.0)) - (Step(2) * (size.Width / 2.0));
        var made = new Geometry(origin, ColumnStep: Step(2), RowStep: Step(1), SliceStep: Step(0));
        var map = GridMap.Between(made, geometry);
        return new ResampleChange((shape, geometry), (size, made), map, map.Inverse(), step, halvesToEven: true, covers: false);
    }

    public override Volume<float> Apply(Volume<float> volume, CancellationToken cancellationToken)
    {
        float[] made = new float[After.Shape.Length];
        float? outside = _covers ? null : 0f;
        if (_order == Interpolation.Nearest)
        {
            Resample.Nearest<float>(volume.Values, Before.Shape, made, After.Shape, _map, _halvesToEven, outside, cancellationToken);
        }
        else
        {
            Resample.Linear(volume.Values, Before.Shape, made, After.Shape, _map, outside, cancellationToken);
        }

        Intensity.ToIntegers([made], After.Shape, _rounding, cancellationToken);
        return new Volume<float>(made, After.Shape, After.Geometry);
    }

    public override Memory<float> UndoScores(Memory<float> scores, CancellationToken cancellationToken)
    {
        float[] made = new float[Before.Shape.Length];
        Resample.Linear(scores, After.Shape, made, Before.Shape, _back, _covers ? null : float.NaN, cancellationToken);
        return made;
    }

    public override Memory<ushort> UndoLabels(Memory<ushort> labels, CancellationToken cancellationToken)
    {
        ushort[] made = new ushort[Before.Shape.Length];
        Resample.Nearest<ushort>(labels, After.Shape, made, Before.Shape, _back, _halvesToEven, _covers ? null : (ushort)0, cancellationToken);
        return made;
    }

    public override GridSampling? Undo(GridSampling after, bool isNearest)
    {
        if (_back.Axes() is not (int, int, int) axes)
        {
            return null;
        }

        var order = new AxisOrder(axes, (false, false, false));
        return after.Reorder(order).Resample([.. Enumerable.Range(0, 3).Select(a =>
            Resample.Along(_back, order.SourceOf(a), a, After.Shape[order.SourceOf(a)], Before.Shape[a], isNearest ? _halvesToEven : null, _covers))]);
    }
}
