namespace DicomNode.Segmentation.Slabs;

/// <summary>Two that take the same scores, each into a slab of its own. The order of windows is that of the first alone.</summary>
internal sealed class SlabSinks(ISlabSink first, ISlabSink second) : ISlabSink
{
    public int RowAxis => first.RowAxis;

    public int SliceAxis => first.SliceAxis;

    public void Take(ScoreRing ring, int end, ParallelOptions options)
    {
        first.Take(ring, end, options);
        second.Take(ring, end, options);
    }
}
