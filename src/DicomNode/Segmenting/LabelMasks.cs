using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmenting;

/// <summary>The masks of segments in a label volume whose slices are those of the source series, in the same order.</summary>
internal sealed class LabelMasks(Volume<ushort> labels, IReadOnlyList<SegmentSpec> segments) : ISegmentMasks
{
    private readonly bool[][] _members = [.. segments.Select(Members)];

    public bool TryReadSlice(int segment, int slice, Span<byte> mask)
    {
        ReadOnlySpan<ushort> values = labels.Slice(slice);
        bool[] members = _members[segment];
        byte any = 0;
        for (int i = 0; i < values.Length; i++)
        {
            byte inside = values[i] < members.Length && members[values[i]] ? (byte)1 : (byte)0;
            mask[i] = inside;
            any |= inside;
        }

        return any != 0;
    }

    private static bool[] Members(SegmentSpec segment)
    {
        bool[] members = new bool[segment.VoxelLabels.Max() + 1];
        foreach (int label in segment.VoxelLabels)
        {
            members[label] = true;
        }

        return members;
    }
}
