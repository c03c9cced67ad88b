namespace DicomNode.Dicom.Auditing;

/// <summary>What was done. PS3.15 §A.5.1, EventActionCode.</summary>
public enum AuditAction
{
    Create = 'C',
    Read = 'R',
    Update = 'U',
    Delete = 'D',
    Execute = 'E',
}
