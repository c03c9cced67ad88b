using System.Numerics;
using System.Runtime.InteropServices;

namespace DicomNode.Dicom.Pixels.Codecs;

/// <summary>Decoded samples into the low bits of their cells; negative ones in two's complement over the whole cell.</summary>
internal static class SampleCells
{
    /// <param name="samples">One component of the frame, or all of them side by side.</param>
    /// <param name="first">Cell of the first sample.</param>
    /// <param name="step">From the cell of one sample to that of the next.</param>
    public static void Store<T>(ReadOnlySpan<T> samples, int first, int step, PixelFormat format, Span<byte> native)
        where T : unmanaged, IBinaryInteger<T>
    {
        switch (format.BitsAllocated)
        {
            case 1:
                Pack(samples, first, step, native);
                break;
            case 8 when step == 1 && typeof(T) == typeof(ushort):
                Narrow(MemoryMarshal.Cast<T, ushort>(samples), native[first..]);
                break;
            case 8:
                Store(samples, first, step, native);
                break;
            case 16:
                Store(samples, first, step, MemoryMarshal.Cast<byte, ushort>(native));
                break;
            default:
                Store(samples, first, step, MemoryMarshal.Cast<byte, uint>(native));
                break;
        }
    }

    private static void Store<T, TCell>(ReadOnlySpan<T> samples, int first, int step, Span<TCell> cells)
        where T : unmanaged, IBinaryInteger<T>
        where TCell : unmanaged, IBinaryInteger<TCell>
    {
        if (step == 1 && typeof(T) == typeof(TCell))
        {
            MemoryMarshal.Cast<T, TCell>(samples).CopyTo(cells[first..]);
            return;
        }

        for (int i = 0, cell = first; i < samples.Length; i++, cell += step)
        {
            cells[cell] = TCell.CreateTruncating(samples[i]);
        }
    }

    private static void Narrow(ReadOnlySpan<ushort> samples, Span<byte> cells)
    {
        int i = 0;
        for (; i <= samples.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Narrow(new Vector<ushort>(samples[i..]), new Vector<ushort>(samples[(i + Vector<ushort>.Count)..])).CopyTo(cells[i..]);
        }

        Store(samples[i..], i, 1, cells);
    }

    /// <summary>The lowest bit of a byte first. PS3.5 §8.1.1.</summary>
    private static void Pack<T>(ReadOnlySpan<T> samples, int first, int step, Span<byte> native)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (int i = 0, cell = first; i < samples.Length; i++, cell += step)
        {
            if (!T.IsZero(samples[i]))
            {
                native[cell >> 3] |= (byte)(1 << (cell & 7));
            }
        }
    }
}
