using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Slabs;

/// <summary>The axis along which windows are ordered, and how many slices of scores that needs at once.</summary>
/// <param name="Axis">Of the tensor.</param>
/// <param name="Slots">A window's extent, and a slice before it that restoring may still need.</param>
internal readonly record struct RingPlan(int Axis, int Slots)
{
    // slices along the fastest axis are gathered from all over the ring
    private const double GatherPenalty = 1.2;

    // along the rows of what is made, slabs are a few voxels wide: every loop over a row ends when it has begun
    private const double NarrowPenalty = 1.5;

    /// <summary>The axis with the smallest ring, if others are not nearly as small and faster.</summary>
    /// <param name="rowAxis">The tensor axis along which the sink's rows run.</param>
    public static RingPlan For(WindowPlan plan, VolumeShape tensor, int rowAxis)
    {
        RingPlan Along(int axis) => new(axis, Math.Min(tensor[axis], plan.Size[axis] + 1));
        return Enumerable.Range(0, 3).Select(Along).MinBy(r => (double)r.Slots / tensor[r.Axis] * (r.Axis == 2 ? GatherPenalty : 1) * (r.Axis == rowAxis ? NarrowPenalty : 1));
    }

    /// <summary>The windows in the order in which the ring wants them, and up to which slice scores are final after each.</summary>
    public IEnumerable<(WindowSpan Z, WindowSpan Y, WindowSpan X, int? Final)> Windows(WindowPlan plan, VolumeShape tensor)
    {
        int axis = Axis;
        int[] others = [.. Enumerable.Range(0, 3).Where(a => a != axis)];
        IReadOnlyList<WindowSpan> along = plan[axis], first = plan[others[0]], second = plan[others[1]];
        for (int i = 0; i < along.Count; i++)
        {
            int final = i + 1 < along.Count ? along[i + 1].KeepFrom : tensor[axis];
            for (int j = 0; j < first.Count; j++)
            {
                for (int k = 0; k < second.Count; k++)
                {
                    WindowSpan At(int a) => a == axis ? along[i] : a == others[0] ? first[j] : second[k];
                    yield return (At(0), At(1), At(2), j == first.Count - 1 && k == second.Count - 1 ? final : null);
                }
            }
        }
    }
}
