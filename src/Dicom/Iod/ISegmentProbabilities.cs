namespace DicomNode.Dicom.Iod;

/// <summary>How probable it is that a voxel belongs to a segment, a slice at a time; the answers are the same as often as one asks.</summary>
public interface ISegmentProbabilities
{
    /// <summary>Writes a segment's probabilities on a slice.</summary>
    /// <param name="segment">Index into the list of segments: 0 for SegmentNumber 1.</param>
    /// <param name="slice">Index into <see cref="SourceSeries.Slices"/>.</param>
    /// <param name="probabilities">rows × columns values, row by row: 0 for never, 255 for certain. It comes with what was in it before.</param>
    /// <returns><see langword="false"/>: all are 0, and what stands in <paramref name="probabilities"/> is not looked at.</returns>
    bool TryReadSlice(int segment, int slice, Span<byte> probabilities);
}
