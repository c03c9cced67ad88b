using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>The source's coordinate system. PS3.3 §C.7.4.1.</summary>
internal static class FrameOfReferenceModule
{
    public static void Write(DataSet result, DataSet source) => result
        .SetEmpty(Tags.PositionReferenceIndicator)
        .CopyFrom(source, Tags.FrameOfReferenceUid, Tags.PositionReferenceIndicator);
}
