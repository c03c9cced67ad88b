namespace DicomNode.Dicom.Iod;

/// <summary>Which segments are on which slices, and whether they overlap: one pass over the masks, for all the objects that are made of them.</summary>
public sealed class SegmentLayout
{
    private readonly bool[][] _isOn; // by slice, by segment

    private SegmentLayout(bool[][] isOn, bool overlaps) => (_isOn, Overlaps) = (isOn, overlaps);

    /// <summary>Some voxel is in more than one segment.</summary>
    public bool Overlaps { get; }

    /// <summary>No segment has a voxel.</summary>
    public bool IsEmpty => _isOn.All(s => !s.Contains(true));

    public static SegmentLayout Of(ISegmentMasks masks, int segments, SourceSeries source)
    {
        byte[] mask = new byte[source.PixelsPerFrame], packed = new byte[BitPacking.PackedLength(mask.Length)], union = new byte[packed.Length];
        bool[][] isOn = new bool[source.Slices.Count][];
        bool overlaps = false;
        for (int slice = 0; slice < isOn.Length; slice++)
        {
            isOn[slice] = new bool[segments];
            union.AsSpan().Clear();
            for (int segment = 0; segment < segments; segment++)
            {
                if (!masks.TryReadSlice(segment, slice, mask))
                {
                    continue;
                }

                BitPacking.Pack(mask, packed);
                if (packed.AsSpan().ContainsAnyExcept((byte)0))
                {
                    isOn[slice][segment] = true;
                    overlaps |= BitPacking.Unite(packed, union);
                }
            }
        }

        return new(isOn, overlaps);
    }

    public bool IsOn(int segment, int slice) => _isOn[slice][segment];

    /// <summary>
    /// A frame for each segment on each of its slices: segment by segment, slices ascending. Where there is none at all, an empty one for each segment: NumberOfFrames is at
    /// least 1, and a reader that asks for a segment should find that it is empty.
    /// </summary>
    internal IReadOnlyList<SegmentFrame> FramesBySegment()
    {
        int segments = _isOn[0].Length;
        SegmentFrame[] frames = [.. Enumerable.Range(0, segments).SelectMany(segment => Enumerable.Range(0, _isOn.Length).Where(slice => IsOn(segment, slice)).Select(slice => new SegmentFrame(segment, slice)))];
        return frames.Length > 0 ? frames : [.. Enumerable.Range(0, segments).Select(segment => new SegmentFrame(segment, 0))];
    }

    /// <summary>A frame for each slice that something is on, ascending; an empty one when there is none.</summary>
    internal IReadOnlyList<SegmentFrame> FramesBySlice()
    {
        SegmentFrame[] frames = [.. Enumerable.Range(0, _isOn.Length).Where(slice => _isOn[slice].Contains(true)).Select(slice => new SegmentFrame(null, slice))];
        return frames.Length > 0 ? frames : [new SegmentFrame(null, 0)];
    }
}
