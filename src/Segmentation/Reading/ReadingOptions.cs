namespace DicomNode.Segmentation.Reading;

/// <summary>How an object is read onto a series.</summary>
public sealed record ReadingOptions
{
    public static ReadingOptions Default { get; } = new();

    /// <summary>Of fractional segmentations: the part of the maximum from which a voxel belongs to the segment.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Takes coordinates in a frame of reference other than the series' as if they were in it: somebody knows better than the object.</summary>
    public bool AnyFrameOfReference { get; init; }
}
