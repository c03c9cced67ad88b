using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Slabs;

/// <summary>Puts the scores of windows into a ring and hands on what is final.</summary>
/// <param name="sink">Null: the ring holds all slices, and nothing is handed on.</param>
internal sealed class SlabFeed(WindowPlan plan, RingPlan ringPlan, VolumeShape tensor, WindowSpec window, ISlabSink? sink)
{
    private ScoreRing? _ring;
    private int _cleared;

    /// <summary>Made by the first window.</summary>
    public ScoreRing Ring => _ring!;

    /// <param name="scores">A plane as large as a window for each channel.</param>
    /// <param name="final">Slices before it are final now; null: none that was not so before.</param>
    public void Add(Memory<float>[] scores, WindowSpan z, WindowSpan y, WindowSpan x, int? final, ParallelOptions options)
    {
        _ring ??= new ScoreRing(scores.Length, tensor, ringPlan.Axis, ringPlan.Slots, WindowWeighting.For(window, plan));
        _ring.Add(scores, plan.Size, z, y, x, options);
        if (final is int end && sink is not null)
        {
            sink.Take(_ring, end, options);
            if (end < tensor[ringPlan.Axis] && ringPlan.Slots < tensor[ringPlan.Axis])
            {
                _ring.Clear(_cleared, end - 1, options); // the last one may be needed again
                _cleared = end - 1;
            }
        }
    }
}
