using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>
/// How frames are indexed: by segment, which a label map has not, then by position along the normal; images that lie nowhere in space by their place in the stack,
/// where there are several. PS3.3 §C.7.6.17.
/// </summary>
internal sealed record SegmentationDimensions(bool BySegment, bool ByPosition, bool ByStack)
{
    public static SegmentationDimensions Of(SourceSeries source, bool isLabelMap) =>
        new(BySegment: !isLabelMap, ByPosition: source.HasGeometry, ByStack: !source.HasGeometry && (isLabelMap || source.Slices.Count > 1));

    public void Write(DataSet result, string organizationUid)
    {
        List<DataSet> indices = [];
        if (BySegment)
        {
            indices.Add(Index(organizationUid, Tags.ReferencedSegmentNumber, Tags.SegmentIdentificationSequence, "Segment Number"));
        }

        if (ByPosition)
        {
            indices.Add(Index(organizationUid, Tags.ImagePositionPatient, Tags.PlanePositionSequence, "Image Position (Patient)"));
        }

        if (ByStack)
        {
            indices.Add(Index(organizationUid, Tags.InStackPositionNumber, Tags.FrameContentSequence, "In-Stack Position Number"));
        }

        result.SetItems(Tags.DimensionOrganizationSequence, [new DataSet().SetString(Tags.DimensionOrganizationUid, organizationUid)])
            .SetItems(Tags.DimensionIndexSequence, indices);
    }

    /// <summary>Where a frame stands in the dimensions: FrameContentSequence.</summary>
    /// <param name="position">Of its slice among those in the object, from 1.</param>
    public DataSet FrameContent(SegmentFrame frame, int position)
    {
        DataSet content = (BySegment, ByPosition || ByStack) switch
        {
            (true, true) => new DataSet().SetNumber(Tags.DimensionIndexValues, frame.Segment!.Value + 1, position),
            (true, false) => new DataSet().SetNumber(Tags.DimensionIndexValues, frame.Segment!.Value + 1),
            _ => new DataSet().SetNumber(Tags.DimensionIndexValues, position),
        };
        return ByStack ? content.SetString(Tags.StackId, "1").SetNumber(Tags.InStackPositionNumber, frame.Slice + 1) : content;
    }

    private static DataSet Index(string organizationUid, Tag pointer, Tag group, string label) => new DataSet()
        .SetString(Tags.DimensionOrganizationUid, organizationUid)
        .SetTag(Tags.DimensionIndexPointer, pointer)
        .SetTag(Tags.FunctionalGroupPointer, group)
        .SetString(Tags.DimensionDescriptionLabel, label);
}
