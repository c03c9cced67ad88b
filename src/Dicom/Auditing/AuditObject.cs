namespace DicomNode.Dicom.Auditing;

/// <summary>What it was done to. PS3.15 §A.5.1, ParticipantObjectIdentification.</summary>
/// <param name="TypeCode">1 person, 2 system object.</param>
/// <param name="Role">§A.5.1.2.2: 1 patient, 3 report, 13 security resource.</param>
public sealed record AuditObject(string Id, AuditCode IdType, int TypeCode, int Role)
{
    /// <summary>A name, unless there is a <see cref="Query"/>: the schema wants one of them.</summary>
    public string Name { get; init; } = "";

    /// <summary>An encoded query.</summary>
    public ReadOnlyMemory<byte>? Query { get; init; }

    /// <summary>Type and value; values are written as base64 of their UTF-8.</summary>
    public IReadOnlyList<(string Type, string Value)> Details { get; init; } = [];

    /// <summary>SOP classes with the number of instances of each.</summary>
    public IReadOnlyList<(string SopClassUid, int Instances)> SopClasses { get; init; } = [];

    /// <summary>A study: a system object in the role of a report. §A.5.3.</summary>
    public static AuditObject OfStudy(string studyInstanceUid, params IEnumerable<(string SopClassUid, int Instances)> sopClasses) =>
        new(studyInstanceUid, AuditCodes.StudyInstanceUid, 2, 3) { Name = "Study", SopClasses = [.. sopClasses] };

    public static AuditObject OfPatient(string patientId, string? name) => new(patientId, AuditCodes.PatientNumber, 1, 1) { Name = name ?? "" };
}
