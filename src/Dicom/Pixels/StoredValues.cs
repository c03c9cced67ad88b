using System.Numerics;
using System.Runtime.InteropServices;

namespace DicomNode.Dicom.Pixels;

/// <summary>
/// From cells to stored values: shifted up so that the high bit is the cell's highest, then down, which clears the bits that are not stored and extends the sign.
/// Every vector path has the scalar loop behind it as its tail, with the same result for each value.
/// </summary>
internal static class StoredValues
{
    /// <summary>A frame of any format that <typeparamref name="T"/> can hold (<see cref="PixelFormat.Require{T}"/>).</summary>
    /// <param name="firstBit">Where the first cell begins, for cells of single bits.</param>
    public static void Read<T>(ReadOnlySpan<byte> cells, int firstBit, PixelFormat format, Span<T> values)
        where T : unmanaged, INumberBase<T>
    {
        switch (format.BitsAllocated)
        {
            case 1:
                Unpack(cells, firstBit, values);
                break;
            case 16 when typeof(T) == typeof(short) || typeof(T) == typeof(ushort):
                Convert16(Cast<ushort>(cells), format, MemoryMarshal.Cast<T, ushort>(values));
                break;
            case 32 when format.Kind == SampleKind.Single:
                ConvertReal(Cast<float>(cells), values);
                break;
            case 64:
                ConvertReal(Cast<double>(cells), values);
                break;
            case 8 when format.IsSigned:
                Convert(Cast<sbyte>(cells), format, values);
                break;
            case 8:
                Convert(cells, format, values);
                break;
            case 16 when format.IsSigned:
                Convert(Cast<short>(cells), format, values);
                break;
            case 16:
                Convert(Cast<ushort>(cells), format, values);
                break;
            case 32 when format.IsSigned:
                Convert(Cast<int>(cells), format, values);
                break;
            default:
                Convert(Cast<uint>(cells), format, values);
                break;
        }
    }

    /// <summary>Single bits, the lowest of a byte first. PS3.5 §8.1.1.</summary>
    private static void Unpack<T>(ReadOnlySpan<byte> cells, int firstBit, Span<T> values)
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            int bit = firstBit + i;
            values[i] = ((cells[bit >> 3] >> (bit & 7)) & 1) == 0 ? T.Zero : T.One;
        }
    }

    /// <typeparam name="TCell">Signed for signed values: its shift to the right extends the sign.</typeparam>
    /// <typeparam name="T">Wide enough for any stored value.</typeparam>
    private static void Convert<TCell, T>(ReadOnlySpan<TCell> cells, PixelFormat format, Span<T> values)
        where TCell : unmanaged, IBinaryInteger<TCell>
        where T : unmanaged, INumberBase<T>
    {
        (int up, int down) = Shifts(format);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating((cells[i] << up) >> down);
        }
    }

    /// <summary>Cells and values of 16 bits; signed ones as their bit patterns.</summary>
    private static void Convert16(ReadOnlySpan<ushort> cells, PixelFormat format, Span<ushort> values)
    {
        (int up, int down) = Shifts(format);
        if (up == 0 && down == 0)
        {
            cells[..values.Length].CopyTo(values);
            return;
        }

        int i = 0;
        for (; i <= values.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector<ushort> raised = new Vector<ushort>(cells[i..]) << up;
            Vector<ushort> lowered = format.IsSigned ? Vector.AsVectorUInt16(Vector.AsVectorInt16(raised) >> down) : raised >> down;
            lowered.CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            ushort raised = (ushort)(cells[i] << up);
            values[i] = format.IsSigned ? (ushort)((short)raised >> down) : (ushort)(raised >> down);
        }
    }

    /// <summary>Cells of 16 bits to slope × value + intercept.</summary>
    public static void Rescale16(ReadOnlySpan<byte> bytes, PixelFormat format, Span<float> values, double slope, double intercept)
    {
        ReadOnlySpan<ushort> cells = Cast<ushort>(bytes);
        (int up, int down) = Shifts(format);
        int i = 0;
        if (IsExact(slope, intercept))
        {
            Vector<float> offset = new((float)intercept);
            for (; i <= values.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
            {
                Vector<ushort> raised = new Vector<ushort>(cells[i..]) << up;
                (Vector<int> first, Vector<int> second) = Widened(raised, down, format.IsSigned);
                (Vector.ConvertToSingle(first) + offset).CopyTo(values[i..]);
                (Vector.ConvertToSingle(second) + offset).CopyTo(values[(i + Vector<float>.Count)..]);
            }
        }

        for (; i < values.Length; i++)
        {
            ushort raised = (ushort)(cells[i] << up);
            int stored = format.IsSigned ? (short)raised >> down : raised >> down;
            values[i] = (float)((stored * slope) + intercept);
        }
    }

    /// <summary>Slope 1 and a whole intercept, as CT has: every sum is a whole number below 2²⁴, so single precision rounds nothing.</summary>
    private static bool IsExact(double slope, double intercept) => slope == 1 && intercept == Math.Floor(intercept) && Math.Abs(intercept) < 1 << 23;

    private static (Vector<int> First, Vector<int> Second) Widened(Vector<ushort> raised, int down, bool isSigned)
    {
        if (isSigned)
        {
            Vector.Widen(Vector.AsVectorInt16(raised) >> down, out Vector<int> low, out Vector<int> high);
            return (low, high);
        }

        Vector.Widen(raised >> down, out Vector<uint> lower, out Vector<uint> upper);
        return (Vector.AsVectorInt32(lower), Vector.AsVectorInt32(upper));
    }

    private static void ConvertReal<TCell, T>(ReadOnlySpan<TCell> cells, Span<T> values)
        where TCell : unmanaged, INumberBase<TCell>
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating(cells[i]);
        }
    }

    private static ReadOnlySpan<T> Cast<T>(ReadOnlySpan<byte> cells)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(cells); // little endian machines only, which is what .NET runs on

    private static (int Up, int Down) Shifts(PixelFormat format) =>
        (format.BitsAllocated - 1 - format.HighBit, format.BitsAllocated - format.BitsStored);
}
