using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Dicom.Iod.Reading;

/// <summary>
/// A segmentation or label map segmentation of any maker (PS3.3 §A.51, §A.86): its segments, and where each frame lies. Pixels are decoded a frame at a time.
/// Nothing of it is held against a series here.
/// </summary>
public sealed class StoredSegmentation
{
    private readonly PixelFrames _pixels;

    private StoredSegmentation(DataSet dataSet, PixelFrames pixels)
    {
        _pixels = pixels;
        Form = FormOf(dataSet);
        FrameOfReferenceUid = dataSet.GetString(Tags.FrameOfReferenceUid);
        MaximumFractionalValue = dataSet.GetInt32(Tags.MaximumFractionalValue) is > 0 and int maximum ? maximum : byte.MaxValue;
        Background = Form == SegmentationForm.LabelMap ? dataSet.GetInt32(Tags.PixelPaddingValue) ?? 0 : 0;
        Segments = SegmentsOf(dataSet);
        FunctionalGroups groups = FunctionalGroups.Of(dataSet, pixels.Count);
        Frames = [.. Enumerable.Range(0, pixels.Count).Select(i => Frame(groups, i))];
    }

    public SegmentationForm Form { get; }

    /// <summary>Null: the object is not placed in a patient coordinate system.</summary>
    public string? FrameOfReferenceUid { get; }

    /// <summary>Of <see cref="SegmentationForm.Fractional"/>: the value that means all of the pixel, or certain.</summary>
    public int MaximumFractionalValue { get; }

    /// <summary>Of a label map: the value of pixels in no segment.</summary>
    public int Background { get; }

    /// <summary>As listed; a label map may describe its background too.</summary>
    public IReadOnlyList<StoredSegment> Segments { get; }

    public IReadOnlyList<StoredFrame> Frames { get; }

    public int Rows => _pixels.Format.Rows;

    public int Columns => _pixels.Format.Columns;

    public static bool IsOne(DataSet dataSet) =>
        dataSet.GetString(Tags.SopClassUid) is Uids.SegmentationStorage or Uids.LabelMapSegmentationStorage;

    /// <summary>What a segmentation says of its segments; pixel data is not looked at.</summary>
    /// <exception cref="DicomDataException">A segment has no number.</exception>
    public static IReadOnlyList<StoredSegment> SegmentsOf(DataSet dataSet) => [.. dataSet.GetItems(Tags.SegmentSequence).Select(Segment)];

    /// <param name="decoder">For compressed frames.</param>
    /// <exception cref="DicomDataException">It is no segmentation, contradicts itself, or its pixels cannot be decoded.</exception>
    public static StoredSegmentation Open(DataSet dataSet, TransferSyntax transferSyntax, IFrameDecoder? decoder)
    {
        if (!IsOne(dataSet))
        {
            throw new DicomDataException($"{Tags.SopClassUid}: {dataSet.GetString(Tags.SopClassUid)} is no segmentation.", Tags.SopClassUid);
        }

        PixelFrames pixels = PixelFrames.Open(dataSet, transferSyntax, decoder);
        pixels.Format.Require<ushort>();
        return pixels.Format.SamplesPerPixel == 1
            ? new(dataSet, pixels)
            : throw new DicomDataException($"{Tags.SamplesPerPixel}: a segmentation has one sample a pixel.", Tags.SamplesPerPixel);
    }

    /// <summary>Stored values of a frame; what they mean says <see cref="Form"/>.</summary>
    /// <param name="frame">From 0.</param>
    /// <param name="values">Receives rows × columns values, row by row.</param>
    /// <exception cref="DicomDataException">The frame cannot be decoded.</exception>
    public void ReadFrame(int frame, Span<ushort> values) => _pixels.ReadFrame(frame, values);

    private static SegmentationForm FormOf(DataSet dataSet) => dataSet.GetString(Tags.SegmentationType) switch
    {
        "BINARY" => SegmentationForm.Binary,
        "FRACTIONAL" => SegmentationForm.Fractional,
        "LABELMAP" => SegmentationForm.LabelMap,
        string other => throw new DicomDataException($"{Tags.SegmentationType}: {other} is none of BINARY, FRACTIONAL and LABELMAP.", Tags.SegmentationType),
        null => throw new DicomDataException($"{Tags.SegmentationType} SegmentationType is missing.", Tags.SegmentationType),
    };

    private static StoredSegment Segment(DataSet item)
    {
        int number = item.GetInt32(Tags.SegmentNumber) ?? throw new DicomDataException($"{Tags.SegmentNumber} SegmentNumber is missing.", Tags.SegmentNumber);
        CodedConcept? type = item.GetItems(Tags.SegmentedPropertyTypeCodeSequence) is [DataSet code, ..] ? CodedConcept.Of(code) : null;
        return new(number, item.GetString(Tags.SegmentLabel) ?? type?.Meaning ?? $"Segment {number}", type)
        {
            Color = item.GetDoubles(Tags.RecommendedDisplayCieLabValue) is [double l, double a, double b] ? new CielabColor((ushort)l, (ushort)a, (ushort)b).ToRgb() : null,
        };
    }

    private StoredFrame Frame(FunctionalGroups groups, int index)
    {
        int? segment = groups.Find(index, Tags.SegmentIdentificationSequence)?.GetInt32(Tags.ReferencedSegmentNumber);
        if (segment is null && Form != SegmentationForm.LabelMap)
        {
            throw new DicomDataException($"{Tags.SegmentIdentificationSequence}: frame {index + 1} names no segment.", Tags.SegmentIdentificationSequence);
        }

        DataSet? source = groups.Find(index, Tags.DerivationImageSequence)?.GetItems(Tags.SourceImageSequence) is [DataSet first, ..] ? first : null;
        return new(
            index, Form == SegmentationForm.LabelMap ? null : segment, Plane(groups, index),
            source?.GetString(Tags.ReferencedSopInstanceUid), source?.GetInt32(Tags.ReferencedFrameNumber));
    }

    private static FramePlane? Plane(FunctionalGroups groups, int index)
    {
        IReadOnlyList<double> position = groups.Find(index, Tags.PlanePositionSequence)?.GetDoubles(Tags.ImagePositionPatient) ?? [];
        IReadOnlyList<double> orientation = groups.Find(index, Tags.PlaneOrientationSequence)?.GetDoubles(Tags.ImageOrientationPatient) ?? [];
        IReadOnlyList<double> spacing = groups.Find(index, Tags.PixelMeasuresSequence)?.GetDoubles(Tags.PixelSpacing) ?? [];
        return (position, orientation, spacing) is ([double x, double y, double z], { Count: 6 }, [> 0 and double row, > 0 and double column])
            ? new(new(x, y, z), orientation, row, column)
            : null;
    }
}
