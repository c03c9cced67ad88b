namespace DicomNode.Dicom.Auditing;

/// <summary>Who reports. PS3.15 §A.5.1, AuditSourceIdentification; its type is always 4, an application server process.</summary>
public sealed record AuditSource(string Id, string? EnterpriseSiteId);
