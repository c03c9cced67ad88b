using System.Numerics;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Pixels;

/// <summary>Shape of the frames of an image and the place of the stored value in its cell. PS3.3 §C.7.6.3, PS3.5 §8.1.1.</summary>
/// <param name="BitsAllocated">Size of a cell: 1, 8, 16 or 32; 64 for double precision.</param>
/// <param name="BitsStored">Bits that count; the others in the cell may hold anything.</param>
/// <param name="HighBit">The highest bit that counts, from 0.</param>
/// <param name="IsPlanar">With several samples a pixel: all of the first sample, then all of the second (PlanarConfiguration 1).</param>
public sealed record PixelFormat(
    int Rows, int Columns, int SamplesPerPixel, int NumberOfFrames, int BitsAllocated, int BitsStored, int HighBit, bool IsSigned, bool IsPlanar, string PhotometricInterpretation)
{
    /// <summary>Integers, unless the pixel data element is one of the two others.</summary>
    public SampleKind Kind { get; init; }

    /// <summary>Stored values in a frame: rows × columns × samples.</summary>
    public int FrameLength => checked(Rows * Columns * SamplesPerPixel);

    /// <summary>Bits from one frame to the next; frames of single bits do not start at a byte. PS3.5 §8.1.1.</summary>
    public long FrameBits => (long)FrameLength * BitsAllocated;

    public long MinValue => IsSigned ? -(1L << (BitsStored - 1)) : 0;

    public long MaxValue => (1L << (BitsStored - (IsSigned ? 1 : 0))) - 1;

    /// <exception cref="DicomDataException">An attribute of the image pixel module is missing, or no image can have its value.</exception>
    public static PixelFormat Of(DataSet dataSet)
    {
        int allocated = Required(dataSet, Tags.BitsAllocated);
        int stored = dataSet.GetInt32(Tags.BitsStored) ?? allocated;
        PixelFormat format = new(
            Required(dataSet, Tags.Rows),
            Required(dataSet, Tags.Columns),
            dataSet.GetInt32(Tags.SamplesPerPixel) ?? 1,
            dataSet.GetInt32(Tags.NumberOfFrames) is not (null or 0) and int frames ? frames : 1, // 0 is seen on images of one frame
            allocated,
            stored,
            dataSet.GetInt32(Tags.HighBit) ?? stored - 1,
            dataSet.GetInt32(Tags.PixelRepresentation) == 1,
            dataSet.GetInt32(Tags.PlanarConfiguration) == 1,
            dataSet.GetString(Tags.PhotometricInterpretation) ?? "")
        {
            Kind = dataSet.Contains(Tags.PixelData) ? SampleKind.Integer
                : dataSet.Contains(Tags.FloatPixelData) ? SampleKind.Single
                : dataSet.Contains(Tags.DoubleFloatPixelData) ? SampleKind.Double : SampleKind.Integer,
        };
        format.Check();
        return format;
    }

    /// <exception cref="DicomDataException">The image has values that <typeparamref name="T"/> cannot hold.</exception>
    public void Require<T>()
        where T : unmanaged, INumberBase<T>
    {
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
        {
            return;
        }

        if (Kind != SampleKind.Integer)
        {
            throw new DicomDataException($"{Tags.PixelData}: floating point values do not fit a {typeof(T).Name}.", Tags.PixelData);
        }

        if (long.CreateTruncating(T.CreateSaturating(MinValue)) != MinValue || long.CreateTruncating(T.CreateSaturating(MaxValue)) != MaxValue)
        {
            throw new DicomDataException($"{Tags.PixelData}: {BitsStored} bits, {(IsSigned ? "signed" : "unsigned")}, do not fit a {typeof(T).Name}.", Tags.PixelData);
        }
    }

    private void Check()
    {
        Refuse(Rows is < 1 or > ushort.MaxValue || Columns is < 1 or > ushort.MaxValue, Tags.Rows, $"{Rows} rows of {Columns} columns are no image");
        bool isKnown = Kind switch { SampleKind.Single => BitsAllocated == 32, SampleKind.Double => BitsAllocated == 64, _ => BitsAllocated is 1 or 8 or 16 or 32 };
        Refuse(!isKnown, Tags.BitsAllocated, $"{BitsAllocated} bits allocated are not supported (1, 8, 16 and 32 are; 32 and 64 for floating point)");
        Refuse(BitsStored < 1 || BitsStored > BitsAllocated, Tags.BitsStored, $"{BitsStored} bits stored do not fit {BitsAllocated} allocated");
        Refuse(HighBit < BitsStored - 1 || HighBit >= BitsAllocated, Tags.HighBit, $"high bit {HighBit} contradicts {BitsStored} bits stored of {BitsAllocated}");
        Refuse(SamplesPerPixel is < 1 or > 4, Tags.SamplesPerPixel, $"{SamplesPerPixel} samples a pixel are not supported");
        Refuse(NumberOfFrames < 1, Tags.NumberOfFrames, $"{NumberOfFrames} frames are no image");
        Refuse((long)Rows * Columns * SamplesPerPixel > Array.MaxLength, Tags.Rows, $"{Rows} rows of {Columns} columns are too many for one frame");
    }

    private static void Refuse(bool wrong, Tag tag, string why)
    {
        if (wrong)
        {
            throw new DicomDataException($"{tag}: {why}.", tag);
        }
    }

    private static int Required(DataSet dataSet, Tag tag) =>
        dataSet.GetInt32(tag) ?? throw new DicomDataException($"{tag}: an image has no pixels without it.", tag);
}
