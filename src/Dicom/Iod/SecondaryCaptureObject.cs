using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>
/// Builds an image of the preview of a result: a Secondary Capture (PS3.3 §A.8.1) in true colour, for viewers that show nothing else. Its pixels say nothing that
/// identifies the patient.
/// </summary>
public static class SecondaryCaptureObject
{
    /// <param name="segments">What is drawn in any image of the series, at least one.</param>
    /// <param name="number">InstanceNumber, from 1.</param>
    /// <exception cref="DicomDataException">Something that the object must name is missing in the source.</exception>
    public static ResultObject Build(ResultContext context, IReadOnlyList<ResultSegment> segments, CapturedSlice image, int number)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(image.Pixels.Length, checked(image.Rows * image.Columns * 3));
        SourceSlice source = context.Source.Slices[image.Slice];
        DataSet result = ResultHeader.Create(context, ResultKind.Preview, segments);
        result.SetString(Tags.SopInstanceUid, context.Uids.SopInstanceUid(ResultKind.Preview, number))
            .SetNumber(Tags.InstanceNumber, number)
            .SetEmpty(Tags.Laterality).CopyFrom(source.Header, Tags.Laterality) // type 2C: nobody knows here whether the body part is one of a pair
            .SetString(Tags.ConversionType, "WSD")
            .SetString(Tags.ImageType, "DERIVED", "SECONDARY")
            .SetString(Tags.ContentDate, result.GetString(Tags.SeriesDate)!)
            .SetString(Tags.ContentTime, result.GetString(Tags.SeriesTime)!)
            .SetString(Tags.DerivationDescription, $"Key slice with contours and legend. {context.Description}. Not for diagnostic use")
            .SetItems(Tags.SourceImageSequence, [source.Reference().SetItems(Tags.PurposeOfReferenceCodeSequence, [Codes.SourceImage.ToItem(result.CharacterSet)])])
            .SetString(Tags.BurnedInAnnotation, "NO");
        WriteOrientation(result, source.Header);
        LossyCompression.Write(result, context.Source);
        WritePixels(result, image);
        return new(ResultKind.Preview, result, RequiresImplicitVr: false);
    }

    /// <summary>Type 2C: where the right and the lower edge of the image lie, in the patient.</summary>
    private static void WriteOrientation(DataSet result, DataSet source)
    {
        if (source.GetDoubles(Tags.ImageOrientationPatient) is [double rx, double ry, double rz, double cx, double cy, double cz])
        {
            result.SetString(Tags.PatientOrientation, AnatomicalDirection.Of(rx, ry, rz), AnatomicalDirection.Of(cx, cy, cz));
        }
        else
        {
            result.SetEmpty(Tags.PatientOrientation).CopyFrom(source, Tags.PatientOrientation);
        }
    }

    /// <summary>PS3.3 §C.7.6.3.</summary>
    private static void WritePixels(DataSet result, CapturedSlice image) => result
        .SetNumber(Tags.SamplesPerPixel, 3)
        .SetString(Tags.PhotometricInterpretation, "RGB")
        .SetNumber(Tags.PlanarConfiguration, 0)
        .SetNumber(Tags.Rows, image.Rows)
        .SetNumber(Tags.Columns, image.Columns)
        .SetNumber(Tags.BitsAllocated, 8)
        .SetNumber(Tags.BitsStored, 8)
        .SetNumber(Tags.HighBit, 7)
        .SetNumber(Tags.PixelRepresentation, 0)
        .SetBytes(Tags.PixelData, Vr.OB, image.Pixels);
}
