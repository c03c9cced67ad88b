namespace DicomNode.Dicom.Auditing;

/// <summary>What it came to. PS3.15 §A.5.1, EventOutcomeIndicator.</summary>
public enum AuditOutcome
{
    Success = 0,

    /// <summary>The action is begun again, or was fended off.</summary>
    MinorFailure = 4,

    /// <summary>The action was ended.</summary>
    SeriousFailure = 8,

    /// <summary>The action is not available any more.</summary>
    MajorFailure = 12,
}
