using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>The frames of a multi-frame image, each with a header as a single image would have it. PS3.3 §C.7.6.16.</summary>
internal static class SourceFrames
{
    /// <summary>The functional groups that say where a frame lies, and what of each.</summary>
    private static readonly (Tag Group, Tag[] Attributes)[] s_geometry =
    [
        (Tags.PlanePositionSequence, [Tags.ImagePositionPatient]),
        (Tags.PlaneOrientationSequence, [Tags.ImageOrientationPatient]),
        (Tags.PixelMeasuresSequence, [Tags.PixelSpacing, Tags.SliceThickness, Tags.SpacingBetweenSlices]),
    ];

    public static IEnumerable<SourceSlice> Of(DataSet image)
    {
        IReadOnlyList<DataSet> perFrame = image.GetItems(Tags.PerFrameFunctionalGroupsSequence);
        int frames = Math.Max(perFrame.Count, image.GetInt32(Tags.NumberOfFrames) ?? 1);
        if (perFrame.Count == 0 && frames == 1)
        {
            return [new SourceSlice(image, null)];
        }

        DataSet? shared = First(image, Tags.SharedFunctionalGroupsSequence);
        DataSet common = image.Clone();
        common.Remove(Tags.PerFrameFunctionalGroupsSequence);
        return Enumerable.Range(0, frames).Select(i => new SourceSlice(Header(common, shared, i < perFrame.Count ? perFrame[i] : null), i + 1));
    }

    private static DataSet Header(DataSet common, DataSet? shared, DataSet? own)
    {
        DataSet header = common.Clone();
        foreach ((Tag group, Tag[] attributes) in s_geometry)
        {
            if ((First(own, group) ?? First(shared, group)) is { } item)
            {
                header.CopyFrom(item, attributes);
            }
        }

        return header;
    }

    private static DataSet? First(DataSet? around, Tag sequence) => around?.GetItems(sequence) is [DataSet item, ..] ? item : null;
}
