using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Slabs;

/// <summary>
/// Where the voxels of a grid lie on the tensor's, axis by axis: a chain of reorienting, padding, cropping and one resampling along the axes comes down to a table for
/// each axis. With it a voxel is restored as soon as the tensor's slices around it are there.
/// </summary>
internal sealed class GridSampling
{
    private readonly (int TensorAxis, SamplePoint[] Points)[] _axes;

    private readonly BeyondCrop _beyond;

    private GridSampling((int TensorAxis, SamplePoint[] Points)[] axes, bool interpolates, BeyondCrop beyond) => (_axes, Interpolates, _beyond) = (axes, interpolates, beyond);

    /// <summary>Values are blended, not only moved.</summary>
    public bool Interpolates { get; }

    public VolumeShape Shape => new(_axes[0].Points.Length, _axes[1].Points.Length, _axes[2].Points.Length);

    /// <summary>Some voxel lies outside of the tensor.</summary>
    public bool HasOutside => _axes.Any(a => a.Points.Any(p => p.IsOutside));

    /// <summary>The tensor axis along which an axis of this grid runs.</summary>
    public int TensorAxis(int axis) => _axes[axis].TensorAxis;

    /// <summary>For every index along an axis, the tensor indices that it is made of.</summary>
    public ReadOnlySpan<SamplePoint> Points(int axis) => _axes[axis].Points;

    /// <summary>The indices along an axis that are made of something.</summary>
    public int[] Inside(int axis) => [.. Enumerable.Range(0, _axes[axis].Points.Length).Where(i => !_axes[axis].Points[i].IsOutside)];

    public static GridSampling Identity(VolumeShape tensor, BeyondCrop beyond) =>
        new([.. Enumerable.Range(0, 3).Select(a => (a, Enumerable.Range(0, tensor[a]).Select(SamplePoint.Whole).ToArray()))], interpolates: false, beyond);

    /// <param name="changes">The way from the source grid to the tensor.</param>
    /// <param name="isNearest">Labels come back, not scores.</param>
    /// <param name="beyond">What a score becomes that is blended with what lies outside of a crop.</param>
    /// <returns>The source grid on the tensor; null: the chain cannot be told axis by axis.</returns>
    public static GridSampling? Of(IReadOnlyList<GridChange> changes, VolumeShape tensor, bool isNearest, BeyondCrop beyond)
    {
        GridSampling? sampling = Identity(tensor, beyond);
        foreach (GridChange change in changes.Reverse())
        {
            sampling = sampling is null ? null : change.Undo(sampling, isNearest);
        }

        return sampling;
    }

    /// <summary>A part of this grid.</summary>
    public GridSampling Cut((int Z, int Y, int X) first, VolumeShape size) =>
        new([.. _axes.Select((a, axis) => (a.TensorAxis, a.Points.AsSpan(At(first, axis), size[axis]).ToArray()))], Interpolates, _beyond);

    /// <summary>A larger grid that this one is a part of.</summary>
    public GridSampling Embed((int Z, int Y, int X) first, VolumeShape size) => new([.. _axes.Select((a, axis) =>
    {
        var points = new SamplePoint[size[axis]];
        Array.Fill(points, SamplePoint.Outside);
        a.Points.CopyTo(points, At(first, axis));
        return (a.TensorAxis, points);
    })], Interpolates, _beyond);

    /// <summary>The same voxels in another order of axes.</summary>
    public GridSampling Reorder(AxisOrder order) => new([.. Enumerable.Range(0, 3).Select(axis =>
    {
        (int tensorAxis, SamplePoint[] points) = _axes[order.SourceOf(axis)];
        return (tensorAxis, order.IsReversed(axis) ? [.. points.Reverse()] : points);
    })], Interpolates, _beyond);

    /// <param name="samples">For each axis, the samples of this grid that the indices of the new one are made of.</param>
    /// <returns>Null: values were blended already, or would be blended with what lies outside and that is refused.</returns>
    public GridSampling? Resample(IReadOnlyList<SamplePoint[]> samples)
    {
        bool blends = samples.Any(axis => axis.Any(s => s.Fraction is > 0 and < 1));
        return blends && (Interpolates || (HasOutside && _beyond == BeyondCrop.Refused)) ? null
            : new([.. _axes.Select((a, axis) => (a.TensorAxis, Array.ConvertAll(samples[axis], s => Compose(a.Points, s))))], Interpolates || blends, _beyond);
    }

    // where two points are blended they are whole tensor indices, one apart; descending where the axis is reversed
    private SamplePoint Compose(SamplePoint[] points, SamplePoint sample)
    {
        if (sample.IsOutside || sample.Fraction is 0 or 1)
        {
            return sample.IsOutside ? sample : points[sample.Fraction == 0 ? sample.Lower : sample.Upper];
        }

        if (points[sample.Lower].IsOutside || points[sample.Upper].IsOutside)
        {
            return _beyond == BeyondCrop.Lost || points[sample.Lower].IsOutside == points[sample.Upper].IsOutside ? SamplePoint.Outside
                : points[points[sample.Lower].IsOutside ? sample.Upper : sample.Lower];
        }

        (int lower, int upper) = (points[sample.Lower].Lower, points[sample.Upper].Lower);
        return lower <= upper ? new(lower, upper, sample.Fraction) : new(upper, lower, 1 - sample.Fraction);
    }

    private static int At((int Z, int Y, int X) index, int axis) => axis switch { 0 => index.Z, 1 => index.Y, _ => index.X };
}
