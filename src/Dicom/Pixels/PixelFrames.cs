using System.Numerics;
using System.Runtime.InteropServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Pixels;

/// <summary>
/// The frames of an image as stored values: bits that are not stored are masked away and signs extended, before any rescale.
/// The order is that of the image: row by row, the samples of a pixel side by side. Native frames are converted straight from the data set's bytes.
/// </summary>
public sealed class PixelFrames
{
    private readonly TransferSyntax _transferSyntax;
    private readonly ReadOnlyMemory<byte> _native;
    private readonly FragmentsElement? _fragments;
    private readonly IFrameDecoder? _decoder;

    private readonly PixelFormat _stated;

    private PixelFrames(PixelFormat stated, TransferSyntax transferSyntax, DataElement pixelData, IFrameDecoder? decoder)
    {
        (_stated, _transferSyntax, _decoder) = (stated, transferSyntax, decoder);
        _fragments = pixelData as FragmentsElement;
        Format = _fragments is null ? stated : DecodedFormat.Of(transferSyntax, stated);
        _native = (pixelData as ValueElement)?.Bytes ?? default;
    }

    /// <summary>That of the values: of encapsulated pixel data after decoding.</summary>
    public PixelFormat Format { get; }

    public int Count => Format.NumberOfFrames;

    /// <param name="decoder">For encapsulated pixel data.</param>
    /// <exception cref="DicomDataException">No pixel data, a description that contradicts itself or them, or a transfer syntax that <paramref name="decoder"/> does not decode.</exception>
    public static PixelFrames Open(DataSet dataSet, TransferSyntax transferSyntax, IFrameDecoder? decoder = null)
    {
        DataElement pixelData = dataSet[Tags.PixelData] ?? throw new DicomDataException($"{Tags.PixelData}: the instance has no pixel data.", Tags.PixelData);
        if (pixelData is FragmentsElement && decoder?.CanDecode(transferSyntax) != true)
        {
            throw new DicomDataException($"{Tags.PixelData}: pixel data in {transferSyntax} cannot be decoded.", Tags.PixelData);
        }

        PixelFormat format = PixelFormat.Of(dataSet);
        if (pixelData is ValueElement value)
        {
            if (format.PhotometricInterpretation is "YBR_FULL_422" or "YBR_PARTIAL_422" or "YBR_PARTIAL_420")
            {
                throw new DicomDataException($"{Tags.PhotometricInterpretation}: subsampled colour ({format.PhotometricInterpretation}) is not supported.", Tags.PhotometricInterpretation);
            }

            long needed = ((format.FrameBits * format.NumberOfFrames) + 7) / 8;
            if (value.Bytes.Length < needed)
            {
                throw new DicomDataException($"{Tags.PixelData}: {value.Bytes.Length} bytes are too few for {format.NumberOfFrames} frames, which need {needed}.", Tags.PixelData);
            }
        }

        return new(format, transferSyntax, pixelData, decoder);
    }

    /// <summary>Stored values of one frame, from 0.</summary>
    /// <param name="values">Receives <see cref="PixelFormat.FrameLength"/> values.</param>
    /// <exception cref="DicomDataException">The image has values that <typeparamref name="T"/> cannot hold.</exception>
    public void ReadFrame<T>(int frame, Span<T> values)
        where T : unmanaged, INumberBase<T>
    {
        values = Check(frame, values);
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            CheckRange<T>();
        }

        ReadOnlySpan<byte> cells = Cells(frame, out int firstBit);
        switch (Format.BitsAllocated)
        {
            case 1:
                StoredValues.Unpack(cells, firstBit, values);
                break;
            case 16 when typeof(T) == typeof(short) || typeof(T) == typeof(ushort):
                StoredValues.Convert16(Cast<ushort>(cells), Format, MemoryMarshal.Cast<T, ushort>(values));
                break;
            case 8 when Format.IsSigned:
                StoredValues.Convert(Cast<sbyte>(cells), Format, values);
                break;
            case 8:
                StoredValues.Convert(cells, Format, values);
                break;
            case 16 when Format.IsSigned:
                StoredValues.Convert(Cast<short>(cells), Format, values);
                break;
            case 16:
                StoredValues.Convert(Cast<ushort>(cells), Format, values);
                break;
            case 32 when Format.IsSigned:
                StoredValues.Convert(Cast<int>(cells), Format, values);
                break;
            default:
                StoredValues.Convert(Cast<uint>(cells), Format, values);
                break;
        }

        Interleave(values);
    }

    /// <summary>slope × stored value + intercept, rounded to single precision once. PS3.3 §C.11.1.1.2.</summary>
    /// <param name="values">Receives <see cref="PixelFormat.FrameLength"/> values.</param>
    public void ReadFrame(int frame, Span<float> values, double slope, double intercept)
    {
        if (Format is { BitsAllocated: 16, SamplesPerPixel: 1 })
        {
            StoredValues.Rescale16(Cast<ushort>(Cells(frame, out _)), Format, Check(frame, values), slope, intercept);
            return;
        }

        values = Check(frame, values);
        int[] stored = new int[values.Length]; // colour, masks and 32 bits: no volume of a patient is made of these in haste
        ReadFrame<int>(frame, stored);
        for (int i = 0; i < stored.Length; i++)
        {
            values[i] = (float)((stored[i] * slope) + intercept);
        }
    }

    private Span<T> Check<T>(int frame, Span<T> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, Format.FrameLength, nameof(values));
        return values[..Format.FrameLength];
    }

    private void CheckRange<T>()
        where T : unmanaged, INumberBase<T>
    {
        if (long.CreateTruncating(T.CreateSaturating(Format.MinValue)) != Format.MinValue || long.CreateTruncating(T.CreateSaturating(Format.MaxValue)) != Format.MaxValue)
        {
            throw new DicomDataException($"{Tags.PixelData}: {Format.BitsStored} bits, {(Format.IsSigned ? "signed" : "unsigned")}, do not fit a {typeof(T).Name}.", Tags.PixelData);
        }
    }

    private ReadOnlySpan<byte> Cells(int frame, out int firstBit)
    {
        firstBit = 0;
        if (_fragments is not null)
        {
            byte[] decoded = new byte[(Format.FrameBits + 7) / 8];
            _decoder!.Decode(_transferSyntax, FrameFragments.Of(_fragments, frame, Count), _stated, decoded);
            return decoded;
        }

        long start = frame * Format.FrameBits;
        firstBit = (int)(start % 8);
        return _native.Span.Slice((int)(start / 8), (int)((firstBit + Format.FrameBits + 7) / 8));
    }

    private static ReadOnlySpan<T> Cast<T>(ReadOnlySpan<byte> cells)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(cells); // little endian machines only, which is what .NET runs on

    /// <summary>All of each sample, to the samples of a pixel side by side.</summary>
    private void Interleave<T>(Span<T> values)
        where T : unmanaged
    {
        if (!Format.IsPlanar || Format.SamplesPerPixel == 1)
        {
            return;
        }

        T[] planes = values.ToArray();
        int pixels = values.Length / Format.SamplesPerPixel;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = planes[((i % Format.SamplesPerPixel) * pixels) + (i / Format.SamplesPerPixel)];
        }
    }
}
