namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>
/// A Huffman table whose symbols tell how many bits of a number follow: categories of differences (lossless, DC), or zero runs with categories (AC).
/// ITU-T T.81 §C, §F.2.2.3. One look at the next <see cref="LookBits"/> bits finds all but the rarest codes.
/// </summary>
internal sealed class HuffmanTable
{
    public const int LookBits = 10;
    private const int MaxLength = 16;

    private readonly uint[] _look = new uint[1 << LookBits];
    private readonly int[] _ends = new int[MaxLength + 1];    // first code of a length that is none, left aligned in 16 bits
    private readonly int[] _indices = new int[MaxLength + 1]; // of the value of code 0 of that length
    private readonly byte[] _values;
    private readonly bool _hasRuns;

    /// <param name="counts">Codes of 1, 2 … 16 bits.</param>
    /// <param name="values">The symbols in the order of their codes.</param>
    /// <param name="hasRuns">AC coefficients: the upper four bits of a symbol are a run of zeros.</param>
    public HuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values, bool hasRuns)
    {
        (_values, _hasRuns) = (values.ToArray(), hasRuns);
        int code = 0, index = 0;
        for (int length = 1; length <= MaxLength; length++)
        {
            _indices[length] = index - code;
            for (int i = 0; i < counts[length - 1]; i++, code++, index++)
            {
                if (code >= 1 << length || Size(values[index]) > MaxLength)
                {
                    throw Bitstream.Refused("JPEG", "a Huffman table is none");
                }

                Fill(code, length, values[index]);
            }

            _ends[length] = code << (MaxLength - length);
            code <<= 1;
        }
    }

    /// <summary>
    /// An entry by the next <see cref="LookBits"/> bits: the bits of code and number together, of the number alone (from bit 8), the run before it (from bit 16).
    /// 0: ask <see cref="Find"/>.
    /// </summary>
    public ReadOnlySpan<uint> Look => _look;

    /// <summary>The entry for the next 16 bits, without the short cut. A category of 16 is followed by no bits: its entry says <c>16 in number, code alone in both</c>.</summary>
    public uint Find(int next)
    {
        for (int length = 1; length <= MaxLength; length++)
        {
            if (next < _ends[length])
            {
                int index = _indices[length] + (next >> (MaxLength - length));
                return Entry(length, _values[index]);
            }
        }

        throw Bitstream.Refused("JPEG", "the bits are no code of the Huffman table");
    }

    private void Fill(int code, int length, byte value)
    {
        if (length <= LookBits && Size(value) < MaxLength)
        {
            _look.AsSpan(code << (LookBits - length), 1 << (LookBits - length)).Fill(Entry(length, value));
        }
    }

    private uint Entry(int length, byte value)
    {
        int size = Size(value);
        return (uint)(length + (size == MaxLength ? 0 : size) | (size << 8) | ((_hasRuns ? value >> 4 : 0) << 16));
    }

    private int Size(byte value) => _hasRuns ? value & 15 : value;
}
