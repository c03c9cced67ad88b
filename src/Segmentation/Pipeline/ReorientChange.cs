using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Slabs;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Axes reordered and reversed towards an orientation; an oblique volume goes to the closest axes and is not interpolated.</summary>
internal sealed class ReorientChange : GridChange
{
    private readonly AxisOrder _order;

    private ReorientChange((VolumeShape Shape, Geometry Geometry) before, AxisOrder order)
        : base(before, (order.Apply(before.Shape), order.Apply(before.Geometry, before.Shape))) => _order = order;

    /// <summary>From the axes before to those after.</summary>
    public AxisOrder Order => _order;

    public static ReorientChange To(AxisCodes codes, VolumeShape shape, Geometry geometry) =>
        new((shape, geometry), AxisOrder.Between(AxisCodes.Of(geometry), codes));

    /// <summary>Columns, rows, slices: the order in which MONAI and ITK read an image file that nobody reorients. Nothing is reversed.</summary>
    public static ReorientChange ToFileOrder(VolumeShape shape, Geometry geometry) =>
        new((shape, geometry), new AxisOrder((2, 1, 0), (false, false, false)));

    public override Volume<float> Apply(Volume<float> volume, CancellationToken cancellationToken) =>
        new(Move(volume.Values, Before.Shape, _order, cancellationToken), After.Shape, After.Geometry);

    public override Memory<float> UndoScores(Memory<float> scores, CancellationToken cancellationToken) => Move(scores, After.Shape, _order.Inverse(), cancellationToken);

    public override Memory<ushort> UndoLabels(Memory<ushort> labels, CancellationToken cancellationToken) => Move(labels, After.Shape, _order.Inverse(), cancellationToken);

    public override GridSampling Undo(GridSampling after, bool isNearest) => after.Reorder(_order.Inverse());

    private static Memory<T> Move<T>(Memory<T> values, VolumeShape shape, AxisOrder order, CancellationToken cancellationToken)
        where T : unmanaged
    {
        if (order.IsIdentity)
        {
            return values;
        }

        T[] made = new T[values.Length];
        Permute.Run<T>(values, shape, made, order, cancellationToken);
        return made;
    }
}
