using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>
/// Builds a DICOM Segmentation (PS3.3 §A.51): BINARY where a frame fills whole bytes, otherwise FRACTIONAL with the values 0 and 255,
/// because readers place single-bit frames that share a byte differently.
/// </summary>
public static class SegmentationObject
{
    /// <param name="segments">SegmentNumber is the position in the list, from 1.</param>
    /// <param name="masks">Read once: segment by segment, slices ascending.</param>
    /// <exception cref="DicomDataException">Something that the object must name is missing in the source, or the pixels take over 2 GiB.</exception>
    public static ResultObject Build(ResultContext context, IReadOnlyList<ResultSegment> segments, ISegmentMasks masks)
    {
        ResultSegment.Check(segments);
        SourceSeries source = context.Source;
        SegmentFrames frames = SegmentFrames.Read(masks, segments.Count, source);

        DataSet result = ResultHeader.Create(context, ResultKind.Segmentation, segments);
        WriteImage(result, context, frames);
        SegmentSequence.Write(result, segments, context.Uids);
        SegmentationDimensions.Write(result, context.Uids.DimensionOrganizationUid(ResultKind.Segmentation));
        SharedFunctionalGroups.Write(result, source);
        PerFrameFunctionalGroups.Write(result, source, frames.Frames);
        result.SetBytes(Tags.PixelData, Vr.OB, frames.Pixels);
        return new(ResultKind.Segmentation, result, RequiresImplicitVr: false);
    }

    /// <summary>PS3.3 §C.8.20.2 (Segmentation Image).</summary>
    private static void WriteImage(DataSet result, ResultContext context, SegmentFrames frames)
    {
        int bits = frames.IsBinary ? 1 : 8;
        result.SetString(Tags.ImageType, "DERIVED", "PRIMARY")
            .SetString(Tags.ContentDate, result.GetString(Tags.SeriesDate)!)
            .SetString(Tags.ContentTime, result.GetString(Tags.SeriesTime)!)
            .SetString(Tags.ContentLabel, "AI_SEGMENTATION")
            .SetString(Tags.ContentDescription, context.Description)
            .SetString(Tags.ContentCreatorName, "AI^")
            .SetNumber(Tags.SamplesPerPixel, 1)
            .SetString(Tags.PhotometricInterpretation, "MONOCHROME2")
            .SetNumber(Tags.NumberOfFrames, frames.Frames.Count)
            .SetNumber(Tags.Rows, context.Source.Rows)
            .SetNumber(Tags.Columns, context.Source.Columns)
            .SetNumber(Tags.BitsAllocated, bits)
            .SetNumber(Tags.BitsStored, bits)
            .SetNumber(Tags.HighBit, bits - 1)
            .SetNumber(Tags.PixelRepresentation, 0)
            .SetString(Tags.SegmentationType, frames.IsBinary ? "BINARY" : "FRACTIONAL")
            .SetString(Tags.SegmentsOverlap, frames.Overlap ? "YES" : "NO");
        if (!frames.IsBinary)
        {
            result.SetString(Tags.SegmentationFractionalType, "PROBABILITY").SetNumber(Tags.MaximumFractionalValue, 255);
        }

        WriteLossyCompression(result, context.Source);
    }

    /// <summary>Once lossy, always lossy, also what is derived from it. PS3.3 §C.7.6.1.1.5.</summary>
    private static void WriteLossyCompression(DataSet result, SourceSeries source)
    {
        DataSet? lossy = source.Slices.Select(s => s.Header).FirstOrDefault(h => h.GetString(Tags.LossyImageCompression) == "01");
        result.SetString(Tags.LossyImageCompression, lossy is null ? "00" : "01");
        if (lossy is not null)
        {
            result.CopyFrom(lossy, Tags.LossyImageCompressionRatio, Tags.LossyImageCompressionMethod);
        }
    }
}
