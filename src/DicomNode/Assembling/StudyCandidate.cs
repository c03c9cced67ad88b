using DicomNode.Segmentation.Volumes;
using DicomNode.Dicom.Data;
using DicomNode.Storage.Rows;

namespace DicomNode.Assembling;

/// <summary>A whole series of a study, as something that a model could take.</summary>
/// <param name="Series">Its row.</param>
/// <param name="Header">Of its first slice.</param>
/// <param name="Verdict">A volume.</param>
/// <param name="Digest">Names its instances.</param>
internal sealed record StudyCandidate(Series Series, DataSet Header, StackVerdict Verdict, string Digest)
{
    /// <summary>Slices of one grid in one patient coordinate system can be compared voxel by voxel; null where the series names none.</summary>
    public string? FrameOfReferenceUid => Series.FrameOfReferenceUid;
}
