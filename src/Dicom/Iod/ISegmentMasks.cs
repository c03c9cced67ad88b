namespace DicomNode.Dicom.Iod;

/// <summary>Where the voxels of a result come from, a slice at a time. Segments may overlap. The answers are the same as often as one asks: an object is written in passes.</summary>
public interface ISegmentMasks
{
    /// <summary>Writes a segment's mask on a slice.</summary>
    /// <param name="segment">Index into the list of segments: 0 for SegmentNumber 1.</param>
    /// <param name="slice">Index into <see cref="SourceSeries.Slices"/>.</param>
    /// <param name="mask">rows × columns values, row by row; every one is to become 0 or 1. It comes with what was in it before.</param>
    /// <returns><see langword="false"/>: the segment is not on this slice, and what stands in <paramref name="mask"/> is not looked at.</returns>
    bool TryReadSlice(int segment, int slice, Span<byte> mask);
}
