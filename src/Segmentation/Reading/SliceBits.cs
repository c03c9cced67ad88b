using System.Numerics;

namespace DicomNode.Segmentation.Reading;

/// <summary>The mask of a structure on one slice, a bit for each pixel. Every row begins with a word of its own.</summary>
internal sealed class SliceBits(int rows, int columns)
{
    private const int WordBits = 64;

    private readonly int _rowWords = (columns + WordBits - 1) / WordBits;
    private readonly ulong[] _words = new ulong[checked(rows * ((columns + WordBits - 1) / WordBits))];

    public int Count()
    {
        int count = 0;
        foreach (ulong word in _words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    public void Set(int row, int column) => _words[(row * _rowWords) + (column / WordBits)] |= 1ul << (column % WordBits);

    /// <summary>Turns a run of pixels over: filling by the even-odd rule is turning over what each polygon encloses.</summary>
    public void Toggle(int row, int from, int to)
    {
        Span<ulong> words = _words.AsSpan(row * _rowWords, _rowWords);
        for (int column = from; column < to;)
        {
            int bit = column % WordBits, count = Math.Min(WordBits - bit, to - column);
            words[column / WordBits] ^= ulong.MaxValue >> (WordBits - count) << bit;
            column += count;
        }
    }

    public bool Overlaps(SliceBits other)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            if ((_words[i] & other._words[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes a value to the pixels of the mask and leaves the others as they are.</summary>
    public void Write<T>(Span<T> slice, T value)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < _rowWords; i++)
            {
                for (ulong word = _words[(row * _rowWords) + i]; word != 0; word &= word - 1)
                {
                    slice[(row * columns) + (i * WordBits) + BitOperations.TrailingZeroCount(word)] = value;
                }
            }
        }
    }
}
