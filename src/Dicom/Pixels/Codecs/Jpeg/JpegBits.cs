using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>Bits, the highest of a byte first, through a buffer of 64 that is filled without a branch per byte. After the end come zeros, and <see cref="IsExhausted"/> tells.</summary>
internal ref struct JpegBits
{
    /// <summary>Bytes after the last that belong to nobody: a word is always read whole.</summary>
    public const int Padding = sizeof(ulong);

    /// <summary>The longest code and the longest number after it.</summary>
    private const int LongestSymbol = 32;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _length;
    private ulong _bits; // the next ones at the top
    private int _count;  // of them are counted; the few below are there already and are read again
    private int _next;

    /// <param name="bytes">And <see cref="Padding"/> more.</param>
    public JpegBits(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _length = bytes.Length - Padding;
    }

    /// <summary>More bits were taken than there were.</summary>
    public readonly bool IsExhausted => ((long)_next * 8) - _count > (long)_length * 8;

    /// <summary>A row of differences, modulo 2¹⁶: the category by its code, then that many bits. ITU-T T.81 §H.1.2.2.</summary>
    public void ReadDifferences(HuffmanTable table, Span<ushort> differences)
    {
        JpegBits bits = this; // in registers
        ReadOnlySpan<uint> look = table.Look;
        for (int i = 0; i < differences.Length; i++)
        {
            differences[i] = (ushort)bits.ReadNumber(look, table, out _);
        }

        this = bits;
    }

    /// <summary>The same for interleaved components: each value by the table of its component.</summary>
    public void ReadDifferences(HuffmanTable[] tables, Span<ushort> differences)
    {
        for (int i = 0; i < differences.Length; i += tables.Length)
        {
            for (int component = 0; component < tables.Length; component++)
            {
                differences[i + component] = (ushort)ReadNumber(tables[component].Look, tables[component], out _);
            }
        }
    }

    /// <summary>A symbol, and the number that follows it.</summary>
    /// <param name="run">Zeros before the number, in AC tables.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadNumber(ReadOnlySpan<uint> look, HuffmanTable table, out int run)
    {
        if (_count < LongestSymbol)
        {
            Fill();
        }

        uint entry = look[(int)(_bits >> (64 - HuffmanTable.LookBits))];
        if (entry == 0)
        {
            entry = table.Find((int)(_bits >> 48));
        }

        int total = (int)(entry & 0xFF), size = (int)((entry >> 8) & 0xFF);
        run = (int)(entry >> 16);
        if (size == 16)
        {
            Take(total);
            return 1 << 15;
        }

        ulong number = _bits << (total - size);
        Take(total);

        // a first bit of 0 is a negative number: what is read less 2^size - 1. ITU-T T.81 Table F.1
        int negative = (int)((long)~number >> 63) & ((1 << size) - 1);
        return (int)(number >> 1 >> (63 - size)) - negative;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(int count)
    {
        _bits <<= count;
        _count -= count;
    }

    /// <summary>At least 56 bits, if so many are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fill()
    {
        if (_next <= _length)
        {
            _bits |= BinaryPrimitives.ReadUInt64BigEndian(_bytes[_next..]) >> _count;
        }

        _next += (63 - _count) >> 3;
        _count |= 56;
    }
}
