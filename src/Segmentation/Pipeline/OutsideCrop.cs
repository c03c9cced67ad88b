using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>The label of voxels that no score is known of, because a step cut them off.</summary>
internal static class OutsideCrop
{
    /// <param name="labels">On the source grid.</param>
    /// <param name="changes">The way from the source grid to the tensor.</param>
    /// <param name="label">0, which is there already, costs nothing.</param>
    public static void Fill(Memory<ushort> labels, IReadOnlyList<GridChange> changes, int label, CancellationToken cancellationToken)
    {
        if (label == 0 || changes.Count == 0)
        {
            return;
        }

        Memory<ushort> inside = Inside(changes, cancellationToken);
        VolumeShape shape = changes[0].Before.Shape;
        Parallel.For(0, shape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, z =>
        {
            Span<ushort> slice = labels.Span.Slice(z * shape.SliceLength, shape.SliceLength);
            ReadOnlySpan<ushort> isInside = inside.Span.Slice(z * shape.SliceLength, shape.SliceLength);
            for (int i = 0; i < slice.Length; i++)
            {
                slice[i] = isInside[i] == 0 ? (ushort)label : slice[i];
            }
        });
    }

    /// <summary>1 where a score is known, on the source grid; one or more steps are there.</summary>
    public static Memory<ushort> Inside(IReadOnlyList<GridChange> changes, CancellationToken cancellationToken)
    {
        // ones that find no way back are outside
        ushort[] ones = new ushort[changes[^1].After.Shape.Length];
        ones.AsSpan().Fill(1);
        return changes.Reverse().Aggregate((Memory<ushort>)ones, (made, change) => change.UndoLabels(made, cancellationToken));
    }
}
