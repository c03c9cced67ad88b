namespace DicomNode.Dicom.Auditing;

/// <summary>What happened. PS3.15 §A.5.1, EventIdentification.</summary>
public sealed record AuditEvent(AuditCode Id, AuditAction Action, DateTimeOffset At)
{
    public AuditOutcome Outcome { get; init; }

    public string? OutcomeDescription { get; init; }

    public IReadOnlyList<AuditCode> Types { get; init; } = [];
}
