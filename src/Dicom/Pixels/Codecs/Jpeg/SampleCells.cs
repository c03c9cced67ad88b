using System.Numerics;
using System.Runtime.InteropServices;

namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>Decoded samples into cells of 8, 16 or 32 bits.</summary>
internal static class SampleCells
{
    /// <param name="first">Cell of the first sample.</param>
    /// <param name="step">Cells from one sample to the next.</param>
    public static void Write(ReadOnlySpan<ushort> samples, int bitsAllocated, Span<byte> native, int first, int step)
    {
        switch (bitsAllocated)
        {
            case 8 when step == 1:
                Narrow(samples, native[first..]);
                break;
            case 8:
                Write(samples, native[first..], step);
                break;
            case 16 when step == 1:
                samples.CopyTo(MemoryMarshal.Cast<byte, ushort>(native)[first..]);
                break;
            case 16:
                Write(samples, MemoryMarshal.Cast<byte, ushort>(native)[first..], step);
                break;
            default:
                Write(samples, MemoryMarshal.Cast<byte, uint>(native)[first..], step);
                break;
        }
    }

    private static void Narrow(ReadOnlySpan<ushort> samples, Span<byte> cells)
    {
        int i = 0;
        for (; i <= samples.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Narrow(new Vector<ushort>(samples[i..]), new Vector<ushort>(samples[(i + Vector<ushort>.Count)..])).CopyTo(cells[i..]);
        }

        Write(samples[i..], cells[i..], 1);
    }

    private static void Write<TCell>(ReadOnlySpan<ushort> samples, Span<TCell> cells, int step)
        where TCell : unmanaged, IBinaryInteger<TCell>
    {
        for (int i = 0, at = 0; i < samples.Length; i++, at += step)
        {
            cells[at] = TCell.CreateTruncating(samples[i]);
        }
    }
}
