using System.Numerics.Tensors;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Slabs;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Samples on another grid.</summary>
internal sealed class ResampleChange : GridChange
{
    private const double DefaultAnisotropy = 3; // nnU-Net's

    private readonly GridMap _map;
    private readonly GridMap _back;
    private readonly PreprocessStep _step;
    private readonly bool _halvesToEven;
    private readonly bool _covers;
    private readonly int? _sliceAxis;
    private readonly int? _sliceAxisBack;

    private ResampleChange((VolumeShape, Geometry) before, (VolumeShape, Geometry) after, GridMap map, GridMap back, PreprocessStep step, bool halvesToEven, bool covers)
        : base(before, after)
    {
        (_map, _back, _step, _halvesToEven, _covers) = (map, back, step, halvesToEven, covers);
        if (step.OrderOutOfPlane is not (null or OutOfPlane.Same) || step.Anisotropy is not null)
        {
            double[] read = Spacing(Before.Geometry), made = Spacing(After.Geometry);
            _sliceAxis = LowResolutionAxis.Find(read, made, step.Anisotropy ?? DefaultAnisotropy);
            _sliceAxisBack = LowResolutionAxis.Find(made, read, step.Anisotropy ?? DefaultAnisotropy);
        }
    }

    public override bool Interpolates => !IsIdentity;

    private bool IsIdentity => Before.Shape == After.Shape && _map.IsIdentity;

    private Interpolation Order => _step.Order ?? Interpolation.Linear;

    private Interpolation Between => _step.OrderOutOfPlane == OutOfPlane.Linear ? Interpolation.Linear : Interpolation.Nearest;

    /// <summary>The same extent with another spacing; the border is repeated.</summary>
    public static ResampleChange ToSpacing(PreprocessStep step, VolumeShape shape, Geometry geometry)
    {
        ResampleGrid grid = step.Grid ?? ResampleGrid.Origin;
        (VolumeShape made, GridMap map, GridMap back) = ResampleGrids.Plan(grid, shape, geometry, step.Spacing!);
        return new ResampleChange((shape, geometry), (made, map.Apply(geometry)), map, back, step, halvesToEven: grid == ResampleGrid.Origin, covers: true);
    }

    /// <summary>The same extent in another number of voxels; the border is repeated.</summary>
    public static ResampleChange ToSize(PreprocessStep step, VolumeShape shape, Geometry geometry)
    {
        var made = new VolumeShape(step.Size![0], step.Size[1], step.Size[2]);
        ResampleGrid grid = step.Grid ?? ResampleGrid.HalfPixel;
        Geometry placed = ResampleGrids.Between(ResampleGrid.HalfPixel, shape, made).Apply(geometry); // the same faces, whatever is sampled between them, as MONAI has it
        return new ResampleChange(
            (shape, geometry), (made, placed), ResampleGrids.Between(grid, shape, made), ResampleGrids.Between(grid, made, shape), step, halvesToEven: false, covers: true);
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
        if (IsIdentity && _step.RoundToInteger is null or IntegerRounding.None)
        {
            return new Volume<float>(volume.Values, After.Shape, After.Geometry);
        }

        float[] made = new float[After.Shape.Length];
        bool clamp = _step.ClampToInputRange == true;
        if (_sliceAxis is int axis)
        {
            SliceResample.Run(volume.Values, Before.Shape, made, After.Shape, axis, Order, clamp, Between, cancellationToken);
        }
        else
        {
            Sample(volume.Values, Before.Shape, made, After.Shape, _map, Order, outside: 0, cancellationToken);
            if (clamp && Order == Interpolation.CubicBspline)
            {
                (float low, float high) = (TensorPrimitives.Min<float>(volume.Values.Span), TensorPrimitives.Max<float>(volume.Values.Span));
                Intensity.Clip([made], After.Shape, low, high, cancellationToken);
            }
        }

        Intensity.ToIntegers([made], After.Shape, _step.RoundToInteger ?? IntegerRounding.None, cancellationToken);
        return new Volume<float>(made, After.Shape, After.Geometry);
    }

    /// <summary>What reorienting and then this change make, without the reoriented volume in between: it would be as large as the series, and what is made is smaller mostly.</summary>
    /// <returns>Null: it has to be done one after the other.</returns>
    public Volume<float>? ApplyAfter(ReorientChange reorient, Volume<float> volume, CancellationToken cancellationToken)
    {
        AxisOrder order = reorient.Order;
        if (order.IsIdentity || IsIdentity || Order != Interpolation.Linear || _sliceAxis is not null || !_covers || !_map.IsSeparable)
        {
            return null;
        }

        // sampled in the order of axes that the volume has, each index counted as it will be; then only axes change places
        AxisOrder back = order.Inverse();
        double[] scale = new double[3], offset = new double[3];
        for (int axis = 0; axis < 3; axis++)
        {
            int after = back.SourceOf(axis);
            bool isReversed = order.IsReversed(after);
            scale[axis] = isReversed ? -_map[after, after] : _map[after, after];
            offset[axis] = isReversed ? volume.Shape[axis] - 1 - _map.Offset(after) : _map.Offset(after);
        }

        VolumeShape shape = back.Apply(After.Shape);
        float[] sampled = new float[shape.Length], made = new float[shape.Length];
        Resample.Linear(volume.Values, volume.Shape, sampled, shape, GridMap.Diagonal(scale, offset), null, cancellationToken);
        Permute.Run<float>(sampled, shape, made, order with { Reversed = (false, false, false) }, cancellationToken);
        Intensity.ToIntegers([made], After.Shape, _step.RoundToInteger ?? IntegerRounding.None, cancellationToken);
        return new Volume<float>(made, After.Shape, After.Geometry);
    }

    public override Memory<float> UndoScores(Memory<float> scores, CancellationToken cancellationToken)
    {
        if (IsIdentity)
        {
            return scores;
        }

        float[] made = new float[Before.Shape.Length];
        if (_sliceAxisBack is int axis)
        {
            SliceResample.Run(scores, After.Shape, made, Before.Shape, axis, Interpolation.Linear, clamp: false, Between, cancellationToken);
        }
        else
        {
            Interpolation order = Order == Interpolation.Area ? Interpolation.Area : Interpolation.Linear;
            Sample(scores, After.Shape, made, Before.Shape, _back, order, outside: float.NaN, cancellationToken);
        }

        return made;
    }

    public override Memory<ushort> UndoLabels(Memory<ushort> labels, CancellationToken cancellationToken)
    {
        if (IsIdentity)
        {
            return labels;
        }

        ushort[] made = new ushort[Before.Shape.Length];
        Resample.Nearest<ushort>(labels, After.Shape, made, Before.Shape, _back, _halvesToEven, _covers ? null : (ushort)0, cancellationToken);
        return made;
    }

    public override GridSampling? Undo(GridSampling after, bool isNearest)
    {
        if (IsIdentity)
        {
            return after;
        }

        if (_back.Axes() is not (int, int, int) axes || (Order == Interpolation.Area && !isNearest))
        {
            return null;
        }

        var order = new AxisOrder(axes, (false, false, false));
        return after.Reorder(order).Resample([.. Enumerable.Range(0, 3).Select(a =>
        {
            bool? nearest = isNearest ? _halvesToEven : a == _sliceAxisBack && Between == Interpolation.Nearest ? false : null;
            return Resample.Along(_back, order.SourceOf(a), a, After.Shape[order.SourceOf(a)], Before.Shape[a], nearest, _covers);
        })]);
    }

    private void Sample(
        Memory<float> source, VolumeShape shape, Memory<float> made, VolumeShape madeShape, GridMap map, Interpolation order, float outside, CancellationToken cancellationToken)
    {
        float? beyond = _covers ? null : outside;
        switch (order)
        {
            case Interpolation.Nearest:
                Resample.Nearest<float>(source, shape, made, madeShape, map, _halvesToEven, beyond, cancellationToken);
                break;
            case Interpolation.CubicBspline:
                Resample.Cubic(source, shape, made, madeShape, map, cancellationToken);
                break;
            case Interpolation.Area:
                AxisTaps Taps(int axis) => AxisTaps.Area(shape[axis], madeShape[axis]);
                SeparableSum.Run(source, shape, made, Taps(0), Taps(1), Taps(2), cancellationToken);
                break;
            default:
                Resample.Linear(source, shape, made, madeShape, map, beyond, cancellationToken);
                break;
        }
    }

    private static double[] Spacing(Geometry geometry) => [geometry.Step(0).Length, geometry.Step(1).Length, geometry.Step(2).Length];
}
