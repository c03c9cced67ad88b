using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>How frames are indexed: by segment, then by position along the normal. PS3.3 §C.7.6.17.</summary>
internal static class SegmentationDimensions
{
    public static void Write(DataSet result, string organizationUid) => result
        .SetItems(Tags.DimensionOrganizationSequence, [new DataSet().SetString(Tags.DimensionOrganizationUid, organizationUid)])
        .SetItems(Tags.DimensionIndexSequence,
        [
            Index(organizationUid, Tags.ReferencedSegmentNumber, Tags.SegmentIdentificationSequence, "Segment Number"),
            Index(organizationUid, Tags.ImagePositionPatient, Tags.PlanePositionSequence, "Image Position (Patient)"),
        ]);

    private static DataSet Index(string organizationUid, Tag pointer, Tag group, string label) => new DataSet()
        .SetString(Tags.DimensionOrganizationUid, organizationUid)
        .SetTag(Tags.DimensionIndexPointer, pointer)
        .SetTag(Tags.FunctionalGroupPointer, group)
        .SetString(Tags.DimensionDescriptionLabel, label);
}
