using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>What holds for all frames: orientation and pixel measures, in the source's own strings. PS3.3 §C.7.6.16.2.1, §C.7.6.16.2.4.</summary>
internal static class SharedFunctionalGroups
{
    public static void Write(DataSet result, SourceSeries source)
    {
        if (!source.HasGeometry)
        {
            result.SetItems(Tags.SharedFunctionalGroupsSequence, [new DataSet()]); // an item has to be there; what it would say is not known
            return;
        }

        DataSet measures = new DataSet().CopyFrom(source.Header, Tags.PixelSpacing, Tags.SliceThickness);
        if (source.SliceSpacingMm is double spacing)
        {
            measures.SetNumber(Tags.SpacingBetweenSlices, spacing); // the distance itself: what the source says of it is often the thickness
        }

        if (source.Header.GetDouble(Tags.SliceThickness) is not > 0)
        {
            measures.SetNumber(Tags.SliceThickness, source.SliceSpacingMm ?? Smallest(source));
        }

        result.SetItems(Tags.SharedFunctionalGroupsSequence, [new DataSet()
            .SetItems(Tags.PlaneOrientationSequence, [new DataSet().CopyFrom(source.Header, Tags.ImageOrientationPatient)])
            .SetItems(Tags.PixelMeasuresSequence, [measures])]);
    }

    /// <summary>Slices without a thickness at varying distances: they are at least as thin as the smallest distance. One slice alone: 1 mm.</summary>
    private static double Smallest(SourceSeries source) =>
        source.DistancesMm.Skip(1).Zip(source.DistancesMm, (far, near) => far - near).DefaultIfEmpty(1).Min();
}
