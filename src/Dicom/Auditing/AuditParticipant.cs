namespace DicomNode.Dicom.Auditing;

/// <summary>A person or process that took part. PS3.15 §A.5.1, ActiveParticipant.</summary>
/// <param name="UserId">Of a process, what the logs of its system call it. §A.5.2.1.</param>
/// <param name="IsRequestor">It began the action; at most one of a message. §A.5.2.</param>
public sealed record AuditParticipant(string UserId, bool IsRequestor)
{
    /// <summary>Of a DICOM application, its AE titles. §A.5.2.2.</summary>
    public IReadOnlyList<string> AeTitles { get; init; } = [];

    public string? UserName { get; init; }

    public IReadOnlyList<AuditCode> Roles { get; init; } = [];

    /// <summary>IP address of its end of the network.</summary>
    public string? Address { get; init; }

    /// <summary>Or the name of its machine.</summary>
    public string? MachineName { get; init; }
}
