using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>
/// What each frame is: its segment, its position, the image it was derived from, its place in the dimensions. PS3.3 §C.7.6.16.1.2.
/// Frames of one slice share the elements that say where it lies.
/// </summary>
internal static class PerFrameFunctionalGroups
{
    public static void Write(DataSet result, SourceSeries source, IReadOnlyList<(int Segment, int Slice)> frames)
    {
        int[] used = [.. frames.Select(f => f.Slice).Distinct().Order()];
        Dictionary<int, (int Index, DataSet Groups)> slices = used.Select((slice, index) => (slice, index))
            .ToDictionary(u => u.slice, u => (u.index + 1, SliceGroups(source.Slices[u.slice])));
        DataSet[] segments = [.. Enumerable.Range(1, frames.Max(f => f.Segment) + 1).Select(n => new DataSet().SetNumber(Tags.ReferencedSegmentNumber, n))];

        result.SetItems(Tags.PerFrameFunctionalGroupsSequence, [.. frames.Select(f => slices[f.Slice].Groups.Clone()
            .SetItems(Tags.FrameContentSequence, [new DataSet().SetNumber(Tags.DimensionIndexValues, f.Segment + 1, slices[f.Slice].Index)])
            .SetItems(Tags.SegmentIdentificationSequence, [segments[f.Segment]]))]);
        result.SetItems(Tags.ReferencedSeriesSequence, [new DataSet()
            .SetString(Tags.SeriesInstanceUid, source.SeriesInstanceUid)
            .SetItems(Tags.ReferencedInstanceSequence, [.. used.Select(slice => source.Slices[slice].Reference())])]);
    }

    private static DataSet SliceGroups(SourceSlice slice) => new DataSet()
        .SetItems(Tags.PlanePositionSequence, [new DataSet().CopyFrom(slice.Header, Tags.ImagePositionPatient)])
        .SetItems(Tags.DerivationImageSequence, [new DataSet()
            .SetItems(Tags.DerivationCodeSequence, [Codes.Segmentation.ToItem(SpecificCharacterSet.Default)])
            .SetItems(Tags.SourceImageSequence, [slice.Reference()
                .SetString(Tags.SpatialLocationsPreserved, "YES")
                .SetItems(Tags.PurposeOfReferenceCodeSequence, [Codes.SourceImage.ToItem(SpecificCharacterSet.Default)])])]);
}
