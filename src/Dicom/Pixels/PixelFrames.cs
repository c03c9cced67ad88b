using System.Buffers;
using System.Numerics;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Pixels;

/// <summary>
/// The frames of an image as stored values: bits that are not stored are masked away and signs extended, before any rescale.
/// The order is that of the image: row by row, the samples of a pixel side by side. Native frames are converted straight from the data set's bytes, encapsulated ones are
/// decoded one at a time, so an image of many frames takes the memory of one. Several threads may read at once.
/// </summary>
public sealed class PixelFrames
{
    private readonly IFrameSource _source;

    private PixelFrames(IFrameSource source) => _source = source;

    /// <summary>That of the values: of encapsulated pixel data after decoding, of subsampled colour after expanding.</summary>
    public PixelFormat Format => _source.Format;

    public int Count => Format.NumberOfFrames;

    /// <param name="decoder">For encapsulated pixel data.</param>
    /// <exception cref="DicomDataException">No pixel data, a description that contradicts itself or them, or a transfer syntax that <paramref name="decoder"/> does not decode.</exception>
    public static PixelFrames Open(DataSet dataSet, TransferSyntax transferSyntax, IFrameDecoder? decoder = null)
    {
        DataElement pixelData = dataSet[Tags.PixelData] ?? dataSet[Tags.FloatPixelData] ?? dataSet[Tags.DoubleFloatPixelData]
            ?? throw new DicomDataException($"{Tags.PixelData}: the instance has no pixel data.", Tags.PixelData);
        if (pixelData is FragmentsElement fragments)
        {
            return decoder?.CanDecode(transferSyntax) == true
                ? new(new EncapsulatedFrames(PixelFormat.Of(dataSet), dataSet, fragments, transferSyntax, decoder))
                : throw new DicomDataException($"{Tags.PixelData}: pixel data in {transferSyntax} cannot be decoded.", Tags.PixelData);
        }

        return pixelData is ValueElement value
            ? new(new NativeFrames(PixelFormat.Of(dataSet), value, transferSyntax.IsBigEndian))
            : throw new DicomDataException($"{pixelData.Tag}: a sequence is no pixel data.", pixelData.Tag);
    }

    /// <summary>Stored values of one frame, from 0.</summary>
    /// <param name="values">Receives <see cref="PixelFormat.FrameLength"/> values.</param>
    /// <exception cref="DicomDataException">The image has values that <typeparamref name="T"/> cannot hold, or the frame cannot be decoded.</exception>
    public void ReadFrame<T>(int frame, Span<T> values)
        where T : unmanaged, INumberBase<T>
    {
        values = Check(frame, values);
        Format.Require<T>();
        using FrameCells cells = _source.Read(frame);
        StoredValues.Read(cells.Bytes, cells.FirstBit, Format, values);
        Interleave(values);
    }

    /// <summary>slope × stored value + intercept, rounded to single precision once. PS3.3 §C.11.1.1.2.</summary>
    /// <param name="values">Receives <see cref="PixelFormat.FrameLength"/> values.</param>
    public void ReadFrame(int frame, Span<float> values, double slope, double intercept)
    {
        values = Check(frame, values);
        if (Format is { BitsAllocated: 16, SamplesPerPixel: 1 })
        {
            using FrameCells cells = _source.Read(frame);
            StoredValues.Rescale16(cells.Bytes, Format, values, slope, intercept);
            return;
        }

        double[] stored = ArrayPool<double>.Shared.Rent(values.Length); // colour, masks, 32 bits and more: no volume of a patient is made of these in haste
        try
        {
            ReadFrame<double>(frame, stored);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)((stored[i] * slope) + intercept);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(stored);
        }
    }

    private Span<T> Check<T>(int frame, Span<T> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, Format.FrameLength, nameof(values));
        return values[..Format.FrameLength];
    }

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
