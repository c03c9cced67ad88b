namespace DicomNode.Dicom.Iod;

/// <summary>The voxels that a segment may have at all.</summary>
internal sealed class ProbableMasks(ISegmentProbabilities probabilities) : ISegmentMasks
{
    public bool TryReadSlice(int segment, int slice, Span<byte> mask)
    {
        if (!probabilities.TryReadSlice(segment, slice, mask))
        {
            return false;
        }

        foreach (ref byte value in mask)
        {
            value = Math.Min(value, (byte)1);
        }

        return true;
    }
}
