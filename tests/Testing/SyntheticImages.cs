using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;

namespace DicomNode.Testing;

/// <summary>A synthetic series in other classes of images.</summary>
public static class SyntheticImages
{
    /// <summary>All slices as one Enhanced CT image, in the order of <see cref="SyntheticSeries.Descending"/>.</summary>
    public static DataSet Enhanced(SyntheticSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        IEnumerable<DataSet> slices = series.DataSets();
        return Enhanced([.. series.Descending ? slices.Reverse() : slices]);
    }

    /// <summary>
    /// Slices of one series as the frames of one Enhanced CT image. What a slice has of its own stands in functional groups; a TemporalPositionIdentifier as the index
    /// of a time point.
    /// </summary>
    public static DataSet Enhanced(IReadOnlyList<DataSet> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        DataSet first = slices[0], image = first.Clone()
            .SetString(Tags.SopClassUid, Uids.EnhancedCtImageStorage)
            .SetString(Tags.SopInstanceUid, ResultUids.Derive("enhanced", first.GetString(Tags.SopInstanceUid)!))
            .SetNumber(Tags.NumberOfFrames, slices.Count);
        foreach (Tag tag in (Tag[])[
            Tags.ImagePositionPatient, Tags.ImageOrientationPatient, Tags.PixelSpacing, Tags.SliceThickness, Tags.TemporalPositionIdentifier,
            Tags.RescaleIntercept, Tags.RescaleSlope, Tags.RescaleType])
        {
            image.Remove(tag);
        }

        return image
            .SetBytes(Tags.PixelData, Vr.OW, slices.SelectMany(s => s.GetBytes(Tags.PixelData).ToArray()).ToArray())
            .SetItems(Tags.SharedFunctionalGroupsSequence, [new DataSet()
                .SetItems(Tags.PlaneOrientationSequence, [new DataSet().CopyFrom(first, Tags.ImageOrientationPatient)])
                .SetItems(Tags.PixelMeasuresSequence, [new DataSet().CopyFrom(first, Tags.PixelSpacing, Tags.SliceThickness)])])
            .SetItems(Tags.PerFrameFunctionalGroupsSequence, [.. slices.Select(Groups)]);
    }

    private static DataSet Groups(DataSet slice)
    {
        DataSet content = new DataSet().SetString(Tags.StackId, "1");
        content = slice.GetInt32(Tags.TemporalPositionIdentifier) is int time ? content.SetNumber(Tags.TemporalPositionIndex, time) : content;
        return new DataSet()
            .SetItems(Tags.CtImageFrameTypeSequence, [new DataSet().SetString(Tags.FrameType, [.. slice.GetStrings(Tags.ImageType), "NONE"])])
            .SetItems(Tags.FrameContentSequence, [content])
            .SetItems(Tags.PlanePositionSequence, [new DataSet().CopyFrom(slice, Tags.ImagePositionPatient)])
            .SetItems(Tags.PixelValueTransformationSequence, [new DataSet().CopyFrom(slice, Tags.RescaleIntercept, Tags.RescaleSlope, Tags.RescaleType)]);
    }

    /// <summary>A radiograph: one image that lies nowhere in space.</summary>
    public static DataSet Radiograph(int rows = 64, int columns = 48)
    {
        DataSet image = new SyntheticSeries("radiograph") { Rows = rows, Columns = columns, Slices = 1 }.DataSets()[0].SetString(Tags.SopClassUid, Uids.DigitalXRayImageStorageForPresentation).SetString(Tags.Modality, "DX");
        foreach (Tag tag in (Tag[])[Tags.ImagePositionPatient, Tags.ImageOrientationPatient, Tags.FrameOfReferenceUid, Tags.PositionReferenceIndicator, Tags.PixelSpacing, Tags.SliceThickness])
        {
            image.Remove(tag);
        }

        return image;
    }
}
