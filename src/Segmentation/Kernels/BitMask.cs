using System.Numerics;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>A set of voxels, one bit each: an eighth of a byte per voxel, and 64 voxels of a row are worked on at once. Every row begins with a word of its own.</summary>
internal sealed class BitMask
{
    private const int WordBits = 64;

    private readonly ulong[] _words;
    private readonly int _rowWords;
    private readonly ulong _lastWord; // the bits of a row's last word that are voxels; the others are always 0

    public BitMask(VolumeShape shape)
    {
        Shape = shape;
        _rowWords = (shape.Width + WordBits - 1) / WordBits;
        _words = new ulong[checked(shape.Depth * shape.Height * _rowWords)];
        _lastWord = ulong.MaxValue >> ((_rowWords * WordBits) - shape.Width);
    }

    public VolumeShape Shape { get; }

    public bool IsEmpty => !_words.AsSpan().ContainsAnyExcept(0ul);

    /// <param name="labels">Shape [z, y, x].</param>
    /// <param name="isMeant">65,536 entries: whether a label belongs to the set.</param>
    public static BitMask Of(ReadOnlyMemory<ushort> labels, VolumeShape shape, bool[] isMeant, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, shape.Length);
        BitMask mask = new(shape);
        mask.EachSlice((first, last) =>
        {
            for (int row = first; row < last; row++)
            {
                Pack(labels.Span.Slice(row * shape.Width, shape.Width), isMeant, mask.Row(row));
            }
        }, cancellationToken);
        return mask;
    }

    /// <summary>The words of a row, z * height + y; column x is bit x % 64 of word x / 64.</summary>
    public Span<ulong> Row(int row) => _words.AsSpan(row * _rowWords, _rowWords);

    /// <summary>Bits behind the end of a row, which shifting may have set, are 0 again.</summary>
    public void Trim(int row) => _words[((row + 1) * _rowWords) - 1] &= _lastWord;

    public void Add(int row, int start, int end)
    {
        Span<ulong> words = Row(row);
        for (int x = start; x < end;)
        {
            int bit = x % WordBits, count = Math.Min(WordBits - bit, end - x);
            words[x / WordBits] |= ulong.MaxValue >> (WordBits - count) << bit;
            x += count;
        }
    }

    /// <summary>What is not in the mask.</summary>
    public BitMask Inverted()
    {
        BitMask made = new(Shape);
        for (int i = 0; i < _words.Length; i++)
        {
            made._words[i] = ~_words[i];
        }

        for (int row = 0; row < Shape.Depth * Shape.Height; row++)
        {
            made.Trim(row);
        }

        return made;
    }

    /// <summary>What is in the mask and not in the other one.</summary>
    public BitMask Without(BitMask other)
    {
        BitMask made = new(Shape);
        for (int i = 0; i < _words.Length; i++)
        {
            made._words[i] = _words[i] & ~other._words[i];
        }

        return made;
    }

    /// <summary>Writes a label over the voxels of the mask.</summary>
    /// <param name="isOver">65,536 entries: the labels that may be overwritten; null: all.</param>
    public void Write(Memory<ushort> labels, ushort label, bool[]? isOver, CancellationToken cancellationToken) => EachSlice((first, last) =>
    {
        for (int row = first; row < last; row++)
        {
            Span<ushort> line = labels.Span.Slice(row * Shape.Width, Shape.Width);
            ReadOnlySpan<ulong> words = Row(row);
            for (int i = 0; i < words.Length; i++)
            {
                for (ulong word = words[i]; word != 0; word &= word - 1)
                {
                    ref ushort at = ref line[(i * WordBits) + BitOperations.TrailingZeroCount(word)];
                    at = isOver is null || isOver[at] ? label : at;
                }
            }
        }
    }, cancellationToken);

    /// <summary>In parallel; is given the first row of a slice and the row behind its last.</summary>
    public void EachSlice(Action<int, int> work, CancellationToken cancellationToken) =>
        Parallel.For(0, Shape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, z => work(z * Shape.Height, (z + 1) * Shape.Height));

    private static void Pack(ReadOnlySpan<ushort> line, bool[] isMeant, Span<ulong> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            ReadOnlySpan<ushort> piece = line[(i * WordBits)..Math.Min((i + 1) * WordBits, line.Length)];
            int same = piece.IndexOfAnyExcept(piece[0]);
            if (same < 0)
            {
                words[i] = isMeant[piece[0]] ? ulong.MaxValue >> (WordBits - piece.Length) : 0; // most pieces are of one label
                continue;
            }

            ulong word = 0;
            for (int bit = 0; bit < piece.Length; bit++)
            {
                word |= isMeant[piece[bit]] ? 1ul << bit : 0;
            }

            words[i] = word;
        }
    }
}
