using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;

namespace DicomNode.Testing;

/// <summary>A synthetic series in other classes of images.</summary>
public static class SyntheticImages
{
    /// <summary>All slices as one Enhanced CT image: what a slice has of its own stands in functional groups, in the order of <see cref="SyntheticSeries.Descending"/>.</summary>
    public static DataSet Enhanced(SyntheticSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        IReadOnlyList<DataSet> slices = series.DataSets();
        DataSet first = slices[0], image = first.Clone()
            .SetString(Tags.SopClassUid, Uids.EnhancedCtImageStorage)
            .SetString(Tags.SopInstanceUid, ResultUids.Derive("enhanced", series.Name))
            .SetNumber(Tags.NumberOfFrames, slices.Count);
        foreach (Tag tag in (Tag[])[Tags.ImagePositionPatient, Tags.ImageOrientationPatient, Tags.PixelSpacing, Tags.SliceThickness, Tags.PixelData])
        {
            image.Remove(tag);
        }

        IEnumerable<DataSet> inOrder = series.Descending ? slices.Reverse() : slices;
        return image
            .SetItems(Tags.SharedFunctionalGroupsSequence, [new DataSet()
                .SetItems(Tags.PlaneOrientationSequence, [new DataSet().CopyFrom(first, Tags.ImageOrientationPatient)])
                .SetItems(Tags.PixelMeasuresSequence, [new DataSet().CopyFrom(first, Tags.PixelSpacing, Tags.SliceThickness)])])
            .SetItems(Tags.PerFrameFunctionalGroupsSequence, [.. inOrder.Select(s => new DataSet()
                .SetItems(Tags.PlanePositionSequence, [new DataSet().CopyFrom(s, Tags.ImagePositionPatient)]))]);
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
