using DicomNode.Dicom.Dictionary;

namespace DicomNode.Sending;

/// <summary>The classes whose frames gain much by compression, and whose readers decode it.</summary>
internal static class SegmentationClasses
{
    public static bool Contains(string sopClassUid) => sopClassUid is Uids.SegmentationStorage or Uids.LabelMapSegmentationStorage;
}
