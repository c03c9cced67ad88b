using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>
/// The frames of a segmentation: segment by segment, slices ascending, empty ones left out; their pixels, and whether segments overlap.
/// Masks are read once and kept packed only.
/// </summary>
internal sealed class SegmentFrames
{
    private readonly List<(int Segment, int Slice)> _frames = [];
    private readonly byte[]?[] _unions; // by slice: packed pixels that some segment has
    private readonly byte[] _mask, _packed;
    private byte[] _pixels = [];
    private int _length;

    private SegmentFrames(int pixelsPerFrame, int slices)
    {
        // Readers disagree where a single-bit frame begins when it does not begin with a byte; whole bytes are read by all of them.
        IsBinary = pixelsPerFrame % 8 == 0;
        _mask = new byte[pixelsPerFrame];
        _packed = new byte[BitPacking.PackedLength(pixelsPerFrame)];
        _unions = new byte[slices][];
    }

    /// <summary>Single bits; otherwise bytes of 0 and 255.</summary>
    public bool IsBinary { get; }

    public IReadOnlyList<(int Segment, int Slice)> Frames => _frames;

    /// <summary>Some voxel is in more than one segment.</summary>
    public bool Overlap { get; private set; }

    /// <summary>The value of PixelData: frames without a break, an even number of bytes.</summary>
    public ReadOnlyMemory<byte> Pixels => _pixels.AsMemory(0, _length + (_length % 2));

    /// <exception cref="DicomDataException">The pixels take more than the 2 GiB that an array holds.</exception>
    public static SegmentFrames Read(ISegmentMasks masks, int segments, SourceSeries source)
    {
        SegmentFrames frames = new(checked(source.Rows * source.Columns), source.Slices.Count);
        for (int segment = 0; segment < segments; segment++)
        {
            for (int slice = 0; slice < source.Slices.Count; slice++)
            {
                if (masks.TryReadSlice(segment, slice, frames._mask))
                {
                    frames.Add(segment, slice);
                }
            }
        }

        if (frames._frames.Count == 0)
        {
            frames.AddOneEmptyFrameEach(segments);
        }

        return frames;
    }

    private void Add(int segment, int slice)
    {
        BitPacking.Pack(_mask, _packed);
        if (!_packed.AsSpan().ContainsAnyExcept((byte)0))
        {
            return;
        }

        Overlap |= BitPacking.Unite(_packed, _unions[slice] ??= new byte[_packed.Length]);
        if (IsBinary)
        {
            _packed.CopyTo(Extend(_packed.Length));
        }
        else
        {
            BitPacking.Expand(_mask, Extend(_mask.Length));
        }

        _frames.Add((segment, slice));
    }

    /// <summary>NumberOfFrames is at least 1, and a reader that asks for a segment should find that it is empty.</summary>
    private void AddOneEmptyFrameEach(int segments)
    {
        for (int segment = 0; segment < segments; segment++)
        {
            Extend(IsBinary ? _packed.Length : _mask.Length).Clear();
            _frames.Add((segment, 0));
        }
    }

    private Span<byte> Extend(int bytes)
    {
        long needed = (long)_length + bytes + 1; // one for the padding
        if (needed > Array.MaxLength)
        {
            throw new DicomDataException("The segmentation has more than 2 GiB of pixel data; fewer segments per object would fit.", Tags.PixelData);
        }

        if (needed > _pixels.Length)
        {
            Array.Resize(ref _pixels, (int)Math.Min(Array.MaxLength, Math.Max(needed, _pixels.Length + (_pixels.Length / 2L))));
        }

        Span<byte> added = _pixels.AsSpan(_length, bytes);
        _length += bytes;
        return added;
    }
}
