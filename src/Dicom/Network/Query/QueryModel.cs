using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Network.Query;

/// <summary>A query/retrieve information model with the SOP classes of its three operations. PS3.4 §C.6.</summary>
public sealed record QueryModel
{
    private QueryModel()
    {
    }

    /// <summary>Study, series, image; the attributes of the patient belong to the study. PS3.4 §C.6.2.</summary>
    public static QueryModel StudyRoot { get; } = new()
    {
        Name = "study root",
        FindSopClassUid = Uids.StudyRootQueryRetrieveInformationModelFind,
        MoveSopClassUid = Uids.StudyRootQueryRetrieveInformationModelMove,
        GetSopClassUid = Uids.StudyRootQueryRetrieveInformationModelGet,
    };

    /// <summary>Patient, study, series, image. PS3.4 §C.6.1.</summary>
    public static QueryModel PatientRoot { get; } = new()
    {
        Name = "patient root",
        FindSopClassUid = Uids.PatientRootQueryRetrieveInformationModelFind,
        MoveSopClassUid = Uids.PatientRootQueryRetrieveInformationModelMove,
        GetSopClassUid = Uids.PatientRootQueryRetrieveInformationModelGet,
    };

    public required string Name { get; init; }

    public required string FindSopClassUid { get; init; }

    public required string MoveSopClassUid { get; init; }

    public required string GetSopClassUid { get; init; }

    public override string ToString() => Name;
}
