using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>
/// Whose images these are and of which examination, bytes unchanged: an archive files the result by them.
/// PS3.3 §C.7.1.1, §C.7.1.3, §C.7.2.1 to §C.7.2.3.
/// </summary>
internal static class PatientStudyModule
{
    /// <summary>Type 1 and 2: there even when the source has none, then empty. Nothing is invented.</summary>
    private static readonly Tag[] s_always =
    [
        Tags.PatientName, Tags.PatientId, Tags.PatientBirthDate, Tags.PatientSex,
        Tags.StudyDate, Tags.StudyTime, Tags.StudyId, Tags.AccessionNumber, Tags.ReferringPhysicianName,
    ];

    private static readonly Tag[] s_whenThere =
    [
        Tags.IssuerOfPatientId, Tags.IssuerOfPatientIdQualifiersSequence, Tags.TypeOfPatientId, Tags.PatientBirthTime, Tags.OtherPatientIds,
        Tags.OtherPatientIdsSequence, Tags.OtherPatientNames, Tags.EthnicGroup, Tags.PatientAge, Tags.PatientSize, Tags.PatientWeight,
        Tags.PatientSpeciesDescription, Tags.PatientSpeciesCodeSequence, Tags.PatientSexNeutered, Tags.PatientBreedDescription,
        Tags.PatientBreedCodeSequence, Tags.BreedRegistrationSequence, Tags.ResponsiblePerson, Tags.ResponsiblePersonRole, Tags.ResponsibleOrganization,
        Tags.PatientIdentityRemoved, Tags.DeidentificationMethod, Tags.DeidentificationMethodCodeSequence, Tags.LongitudinalTemporalInformationModified,
        Tags.StudyDescription, Tags.IssuerOfAccessionNumberSequence, Tags.ReferringPhysicianIdentificationSequence,
        Tags.ClinicalTrialSponsorName, Tags.ClinicalTrialProtocolId, Tags.ClinicalTrialProtocolName, Tags.ClinicalTrialSiteId, Tags.ClinicalTrialSiteName,
        Tags.ClinicalTrialSubjectId, Tags.ClinicalTrialSubjectReadingId, Tags.ClinicalTrialProtocolEthicsCommitteeName,
        Tags.ClinicalTrialProtocolEthicsCommitteeApprovalNumber, Tags.ClinicalTrialTimePointId, Tags.ClinicalTrialTimePointDescription,
        Tags.LongitudinalTemporalOffsetFromEvent, Tags.LongitudinalTemporalEventType, Tags.ClinicalTrialCoordinatingCenterName,
        Tags.ClinicalTrialSeriesId, Tags.ClinicalTrialSeriesDescription,
    ];

    public static void Write(DataSet result, DataSet source)
    {
        result.SetString(Tags.StudyInstanceUid, SourceSlice.Required(source, Tags.StudyInstanceUid));
        foreach (Tag tag in s_always)
        {
            result.SetEmpty(tag);
        }

        result.CopyFrom(source, s_always).CopyFrom(source, s_whenThere);
    }
}
