namespace DicomNode.Dicom.Auditing;

/// <summary>Codes of audit messages, as far as they are used. PS3.16: CID 400 (events), 401 (types of events), 402 (roles), 404 (identifiers of objects); PS3.15 §A.5.1.2.4.</summary>
public static class AuditCodes
{
    public static AuditCode ApplicationActivity { get; } = Dcm("110100", "Application Activity");

    public static AuditCode AuditLogUsed { get; } = Dcm("110101", "Audit Log Used");

    public static AuditCode BeginTransferringDicomInstances { get; } = Dcm("110102", "Begin Transferring DICOM Instances");

    public static AuditCode DicomInstancesAccessed { get; } = Dcm("110103", "DICOM Instances Accessed");

    public static AuditCode DicomInstancesTransferred { get; } = Dcm("110104", "DICOM Instances Transferred");

    public static AuditCode Query { get; } = Dcm("110112", "Query");

    public static AuditCode SecurityAlert { get; } = Dcm("110113", "Security Alert");

    public static AuditCode UserAuthentication { get; } = Dcm("110114", "User Authentication");

    public static AuditCode ApplicationStart { get; } = Dcm("110120", "Application Start");

    public static AuditCode ApplicationStop { get; } = Dcm("110121", "Application Stop");

    public static AuditCode Login { get; } = Dcm("110122", "Login");

    public static AuditCode Logout { get; } = Dcm("110123", "Logout");

    public static AuditCode NodeAuthentication { get; } = Dcm("110126", "Node Authentication");

    public static AuditCode AuditRecordingStopped { get; } = Dcm("110133", "Audit Recording Stopped");

    public static AuditCode AuditRecordingStarted { get; } = Dcm("110134", "Audit Recording Started");

    public static AuditCode Application { get; } = Dcm("110150", "Application");

    public static AuditCode DestinationRole { get; } = Dcm("110152", "Destination Role ID");

    public static AuditCode SourceRole { get; } = Dcm("110153", "Source Role ID");

    public static AuditCode StudyInstanceUid { get; } = Dcm("110180", "Study Instance UID");

    public static AuditCode SopClassUid { get; } = Dcm("110181", "SOP Class UID");

    public static AuditCode NodeId { get; } = Dcm("110182", "Node ID");

    public static AuditCode PatientNumber { get; } = new("2", "RFC-3881", "Patient Number");

    private static AuditCode Dcm(string code, string meaning) => new(code, "DCM", meaning);
}
