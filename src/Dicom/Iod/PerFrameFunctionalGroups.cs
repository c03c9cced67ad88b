using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>
/// What each frame is: its segment, its position, the image it was derived from, its place in the dimensions. PS3.3 §C.7.6.16.1.2.
/// Frames of one slice share the elements that say where it lies.
/// </summary>
internal static class PerFrameFunctionalGroups
{
    public static void Write(DataSet result, SourceSeries source, SegmentationDimensions dimensions, IReadOnlyList<SegmentFrame> frames)
    {
        int[] used = [.. frames.Select(f => f.Slice).Distinct().Order()];
        Dictionary<int, (int Index, DataSet Groups)> slices = used.Select((slice, index) => (slice, index))
            .ToDictionary(u => u.slice, u => (u.index + 1, SliceGroups(source, source.Slices[u.slice])));
        SequenceElement[] segments = [.. Enumerable.Range(1, (frames.Max(f => f.Segment) ?? -1) + 1)
            .Select(n => new SequenceElement(Tags.SegmentIdentificationSequence, [new DataSet().SetNumber(Tags.ReferencedSegmentNumber, n)]))];

        result.SetItems(Tags.PerFrameFunctionalGroupsSequence, [.. frames.Select(f =>
        {
            (int index, DataSet groups) = slices[f.Slice];
            DataSet item = groups.Clone().SetItems(Tags.FrameContentSequence, [dimensions.FrameContent(f, index)]);
            return f.Segment is int segment ? item.Set(segments[segment]) : item;
        })]);
        result.SetItems(Tags.ReferencedSeriesSequence, [new DataSet()
            .SetString(Tags.SeriesInstanceUid, source.SeriesInstanceUid)
            .SetItems(Tags.ReferencedInstanceSequence, [.. used.Select(slice => source.Slices[slice]).DistinctBy(s => s.SopInstanceUid).Select(s => s.ReferenceToInstance())])]);
    }

    private static DataSet SliceGroups(SourceSeries source, SourceSlice slice)
    {
        DataSet groups = new DataSet().SetItems(Tags.DerivationImageSequence, [new DataSet()
            .SetItems(Tags.DerivationCodeSequence, [Codes.Segmentation.ToItem(SpecificCharacterSet.Default)])
            .SetItems(Tags.SourceImageSequence, [slice.Reference()
                .SetString(Tags.SpatialLocationsPreserved, "YES")
                .SetItems(Tags.PurposeOfReferenceCodeSequence, [Codes.SourceImage.ToItem(SpecificCharacterSet.Default)])])]);
        return source.HasGeometry
            ? groups.SetItems(Tags.PlanePositionSequence, [new DataSet().CopyFrom(slice.Header, Tags.ImagePositionPatient)])
            : groups;
    }
}
