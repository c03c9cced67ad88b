using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Bench.Segmenting;

/// <summary>Two label volumes of the same voxels, whose axes may run in other orders.</summary>
internal static class LabelAgreement
{
    /// <returns>The part of the voxels that are equal, and how many labels above 0 the first has.</returns>
    public static (double Same, int Labels) Of(Volume<float> ours, Volume<float> theirs)
    {
        var order = AxisOrder.Between(AxisCodes.Of(theirs.Geometry), AxisCodes.Of(ours.Geometry));
        float[] moved = new float[theirs.Shape.Length];
        Permute.Run<float>(theirs.Values, theirs.Shape, moved, order, CancellationToken.None);
        if (order.Apply(theirs.Shape) != ours.Shape)
        {
            throw new InvalidOperationException($"{theirs.Shape} voxels where the node has {ours.Shape}.");
        }

        ReadOnlySpan<float> values = ours.Values.Span;
        long same = 0;
        HashSet<float> labels = [];
        for (int i = 0; i < moved.Length; i++)
        {
            same += values[i] == moved[i] ? 1 : 0;
            if (values[i] > 0)
            {
                labels.Add(values[i]);
            }
        }

        return ((double)same / moved.Length, labels.Count);
    }
}
