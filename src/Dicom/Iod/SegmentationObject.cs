using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Dicom.Iod;

/// <summary>
/// Builds a DICOM Segmentation (PS3.3 §A.51) or a Label Map Segmentation (Supplement 243). Pixels are made from the masks while the object is written, frame by frame:
/// the size of an object costs no memory.
/// </summary>
public static class SegmentationObject
{
    private const int MostLabels = ushort.MaxValue;

    /// <param name="segments">SegmentNumber is the position in the list, from 1.</param>
    /// <param name="masks">Asked again whenever the object is written.</param>
    /// <param name="layout">Of these masks, where it is known already.</param>
    /// <exception cref="DicomDataException">Something that the object must name is missing in the source, or a label map is asked for of segments that overlap.</exception>
    public static ResultObject Build(
        ResultContext context, IReadOnlyList<ResultSegment> segments, ISegmentMasks masks, SegmentationOptions? options = null, SegmentLayout? layout = null)
    {
        options ??= SegmentationOptions.Default;
        ArgumentOutOfRangeException.ThrowIfEqual((int)options.Form, (int)SegmentationForm.Probabilities, nameof(options));
        layout ??= SegmentLayout.Of(masks, segments.Count, context.Source);
        return Build(context with { Variant = options.Variant }, segments, layout, Pixels(context.Source, segments.Count, masks, options, layout), options.Form);
    }

    /// <summary>A FRACTIONAL object of probabilities.</summary>
    /// <param name="segments">SegmentNumber is the position in the list, from 1.</param>
    /// <param name="probabilities">Asked again whenever the object is written.</param>
    /// <exception cref="DicomDataException">Something that the object must name is missing in the source.</exception>
    public static ResultObject Build(ResultContext context, IReadOnlyList<ResultSegment> segments, ISegmentProbabilities probabilities)
    {
        SegmentationOptions options = new() { Form = SegmentationForm.Probabilities };
        SegmentLayout layout = SegmentLayout.Of(new ProbableMasks(probabilities), segments.Count, context.Source);
        return Build(
            context with { Variant = options.Variant }, segments, layout, new SegmentProbabilityBytes(layout.FramesBySegment(), context.Source, probabilities), options.Form);
    }

    private static SegmentPixels Pixels(SourceSeries source, int segments, ISegmentMasks masks, SegmentationOptions options, SegmentLayout layout)
    {
        if (options.Form == SegmentationForm.LabelMap)
        {
            return layout.Overlaps || segments > MostLabels
                ? throw new DicomDataException(layout.Overlaps ? "Segments that overlap have no label map." : $"{segments} segments are more than a label map can number.", Tags.SegmentsOverlap)
                : new SegmentNumbers(layout, segments, source, masks);
        }

        bool areBits = options.Form == SegmentationForm.Binary && (source.PixelsPerFrame % 8 == 0 || options.FramesMayShareBytes);
        return areBits ? new SegmentBits(layout.FramesBySegment(), source, masks) : new SegmentBytes(layout.FramesBySegment(), source, masks);
    }

    private static ResultObject Build(ResultContext context, IReadOnlyList<ResultSegment> segments, SegmentLayout layout, SegmentPixels pixels, SegmentationForm form)
    {
        ResultSegment.Check(segments);
        bool isLabelMap = form == SegmentationForm.LabelMap;
        DataSet result = ResultHeader.Create(context, ResultKind.Segmentation, segments);
        if (isLabelMap)
        {
            result.SetString(Tags.SopClassUid, Uids.LabelMapSegmentationStorage);
        }

        WriteImage(result, context, pixels.Format, isLabelMap, layout.Overlaps);
        SegmentSequence.Write(result, segments, context.Uids, hasBackground: isLabelMap);
        SegmentationDimensions dimensions = SegmentationDimensions.Of(context.Source, isLabelMap);
        dimensions.Write(result, context.Uids.DimensionOrganizationUid(ResultKind.Segmentation));
        SharedFunctionalGroups.Write(result, context.Source);
        PerFrameFunctionalGroups.Write(result, context.Source, dimensions, pixels.Frames);
        result.Set(StreamedPixelData.Of(pixels));
        return new(ResultKind.Segmentation, result, RequiresImplicitVr: false) { Frames = pixels };
    }

    /// <summary>PS3.3 §C.8.20.2 (Segmentation Image).</summary>
    private static void WriteImage(DataSet result, ResultContext context, PixelFormat format, bool isLabelMap, bool overlap)
    {
        bool isBinary = format.BitsAllocated == 1;
        result.SetString(Tags.ImageType, "DERIVED", "PRIMARY")
            .SetString(Tags.ContentDate, result.GetString(Tags.SeriesDate)!)
            .SetString(Tags.ContentTime, result.GetString(Tags.SeriesTime)!)
            .SetString(Tags.ContentLabel, "AI_SEGMENTATION")
            .SetString(Tags.ContentDescription, context.Description)
            .SetString(Tags.ContentCreatorName, "AI^")
            .SetNumber(Tags.SamplesPerPixel, format.SamplesPerPixel)
            .SetString(Tags.PhotometricInterpretation, format.PhotometricInterpretation)
            .SetNumber(Tags.NumberOfFrames, format.NumberOfFrames)
            .SetNumber(Tags.Rows, format.Rows)
            .SetNumber(Tags.Columns, format.Columns)
            .SetNumber(Tags.BitsAllocated, format.BitsAllocated)
            .SetNumber(Tags.BitsStored, format.BitsStored)
            .SetNumber(Tags.HighBit, format.HighBit)
            .SetNumber(Tags.PixelRepresentation, 0)
            .SetString(Tags.SegmentationType, isLabelMap ? "LABELMAP" : isBinary ? "BINARY" : "FRACTIONAL")
            .SetString(Tags.SegmentsOverlap, overlap ? "YES" : "NO");
        if (!context.Source.HasGeometry)
        {
            result.SetEmpty(Tags.PatientOrientation).CopyFrom(context.Source.Header, Tags.PatientOrientation); // type 2C: all that is known of the directions
        }

        if (isLabelMap)
        {
            result.SetNumber(Tags.PixelPaddingValue, 0);
        }
        else if (!isBinary)
        {
            result.SetString(Tags.SegmentationFractionalType, "PROBABILITY").SetNumber(Tags.MaximumFractionalValue, 255);
        }

        LossyCompression.Write(result, context.Source);
    }
}
