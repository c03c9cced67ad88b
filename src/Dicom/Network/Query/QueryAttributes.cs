using System.Collections.Frozen;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Network.Query;

/// <summary>The attributes that our C-FIND matches and returns, and the level each belongs to. PS3.4 Tables C.6-1 to C.6-5.</summary>
public static class QueryAttributes
{
    private static readonly FrozenDictionary<Tag, QueryLevel> s_levels = Table().ToFrozenDictionary();

    /// <summary>The unique key of a level. In the study root model the patient has none.</summary>
    public static Tag UniqueKey(QueryLevel level) => level switch
    {
        QueryLevel.Patient => Tags.PatientId,
        QueryLevel.Study => Tags.StudyInstanceUid,
        QueryLevel.Series => Tags.SeriesInstanceUid,
        _ => Tags.SopInstanceUid,
    };

    /// <summary>Known, and of the level or of one above it: what hangs below has no single value there.</summary>
    public static bool IsSupported(Tag tag, QueryLevel level) => s_levels.TryGetValue(tag, out QueryLevel own) && own <= level;

    /// <summary>Those that belong to a level, ordered.</summary>
    public static IEnumerable<Tag> Of(QueryLevel level) => s_levels.Where(l => l.Value == level).Select(l => l.Key).Order();

    private static IEnumerable<KeyValuePair<Tag, QueryLevel>> Table()
    {
        Tag[] study =
        [
            Tags.PatientName, Tags.PatientId, Tags.IssuerOfPatientId, Tags.PatientBirthDate, Tags.PatientBirthTime, Tags.PatientSex, Tags.PatientAge,
            Tags.PatientSize, Tags.PatientWeight, Tags.PatientComments, Tags.EthnicGroup, Tags.StudyInstanceUid, Tags.StudyDate, Tags.StudyTime,
            Tags.AccessionNumber, Tags.StudyId, Tags.StudyDescription, Tags.ReferringPhysicianName, Tags.NameOfPhysiciansReadingStudy,
            Tags.AdmittingDiagnosesDescription, Tags.ModalitiesInStudy, Tags.NumberOfStudyRelatedSeries, Tags.NumberOfStudyRelatedInstances,
        ];
        Tag[] series =
        [
            Tags.SeriesInstanceUid, Tags.Modality, Tags.SeriesNumber, Tags.SeriesDescription, Tags.SeriesDate, Tags.SeriesTime, Tags.BodyPartExamined,
            Tags.Laterality, Tags.ProtocolName, Tags.PatientPosition, Tags.FrameOfReferenceUid, Tags.Manufacturer, Tags.ManufacturerModelName, Tags.StationName,
            Tags.InstitutionName, Tags.InstitutionalDepartmentName, Tags.OperatorsName, Tags.PerformingPhysicianName, Tags.PerformedProcedureStepId,
            Tags.PerformedProcedureStepDescription, Tags.PerformedProcedureStepStartDate, Tags.PerformedProcedureStepStartTime, Tags.NumberOfSeriesRelatedInstances,
        ];
        Tag[] image =
        [
            Tags.SopInstanceUid, Tags.SopClassUid, Tags.InstanceNumber, Tags.ImageType, Tags.ContentDate, Tags.ContentTime, Tags.AcquisitionDate,
            Tags.AcquisitionTime, Tags.AcquisitionNumber, Tags.InstanceCreationDate, Tags.InstanceCreationTime, Tags.NumberOfFrames, Tags.Rows, Tags.Columns,
            Tags.BitsAllocated, Tags.BitsStored, Tags.PhotometricInterpretation, Tags.SliceThickness, Tags.SliceLocation, Tags.ContentLabel, Tags.ContentDescription,
        ];
        return study.Select(t => KeyValuePair.Create(t, QueryLevel.Study))
            .Concat(series.Select(t => KeyValuePair.Create(t, QueryLevel.Series)))
            .Concat(image.Select(t => KeyValuePair.Create(t, QueryLevel.Image)))
            .Append(new(Tags.InstanceAvailability, QueryLevel.Study));
    }
}
