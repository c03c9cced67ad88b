namespace DicomNode.Dicom.Auditing;

/// <summary>A code of an audit message. PS3.15 §A.5.1 (CodedValueType).</summary>
/// <param name="Code"><c>csd-code</c>.</param>
/// <param name="Scheme"><c>codeSystemName</c>.</param>
/// <param name="Meaning"><c>originalText</c>, the Code Meaning.</param>
public sealed record AuditCode(string Code, string Scheme, string Meaning);
