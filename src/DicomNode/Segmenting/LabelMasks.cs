using System.Numerics;
using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmenting;

/// <summary>The masks of segments in a label volume whose slices are those of the source series, in the same order.</summary>
internal sealed class LabelMasks(Volume<ushort> labels, IReadOnlyList<SegmentSpec> segments) : ISegmentMasks
{
    private readonly ushort[][] _labels = [.. segments.Select(s => s.VoxelLabels.Distinct().Select(l => checked((ushort)l)).ToArray())];

    /// <summary>By slice: the labels that are on it. Of a hundred structures most slices have a few, and the others cost nothing.</summary>
    private readonly bool[]?[] _present = new bool[]?[labels.Shape.Depth];

    private readonly int _known = segments.SelectMany(s => s.VoxelLabels).DefaultIfEmpty(0).Max() + 1;

    public bool TryReadSlice(int segment, int slice, Span<byte> mask)
    {
        ReadOnlySpan<ushort> values = labels.Slice(slice);
        bool[] present = _present[slice] ??= Present(values);
        ushort[] wanted = Array.FindAll(_labels[segment], l => present[l]);
        if (wanted.Length == 0)
        {
            return false;
        }

        Fill(values, wanted, mask);
        return true;
    }

    private bool[] Present(ReadOnlySpan<ushort> values)
    {
        bool[] present = new bool[_known];
        ushort last = 0;
        bool any = false;
        foreach (ushort value in values)
        {
            if ((value != last || !any) && value < present.Length)
            {
                present[value] = true;
                (last, any) = (value, true);
            }
        }

        return present;
    }

    /// <summary>1 where the value is one of those wanted, otherwise 0.</summary>
    private static void Fill(ReadOnlySpan<ushort> values, ReadOnlySpan<ushort> wanted, Span<byte> mask)
    {
        int lanes = Vector<ushort>.Count, i = 0;
        for (; i <= values.Length - (2 * lanes); i += 2 * lanes)
        {
            Vector<ushort> low = new(values[i..]), high = new(values[(i + lanes)..]), inLow = Vector<ushort>.Zero, inHigh = Vector<ushort>.Zero;
            foreach (ushort label in wanted)
            {
                Vector<ushort> one = new(label);
                inLow |= Vector.Equals(low, one);
                inHigh |= Vector.Equals(high, one);
            }

            (Vector.Narrow(inLow, inHigh) & Vector<byte>.One).CopyTo(mask[i..]);
        }

        for (; i < values.Length; i++)
        {
            mask[i] = wanted.Contains(values[i]) ? (byte)1 : (byte)0;
        }
    }
}
