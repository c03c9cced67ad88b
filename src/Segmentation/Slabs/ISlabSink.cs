namespace DicomNode.Segmentation.Slabs;

/// <summary>Takes scores as slices of them become final.</summary>
internal interface ISlabSink
{
    /// <summary>The tensor axis along which the rows run that it makes.</summary>
    int RowAxis { get; }

    /// <summary>The tensor axis along which it would have slices where the order is free.</summary>
    int SliceAxis { get; }

    /// <summary>Slices before <paramref name="end"/> are final. Of those that are, the last one is still there at the next call.</summary>
    void Take(ScoreRing ring, int end, ParallelOptions options);
}
