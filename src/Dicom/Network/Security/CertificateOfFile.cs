namespace DicomNode.Dicom.Network.Security;

/// <summary>A certificate of ours, or one that we trust: where it lies, whose it is and how long it is valid.</summary>
public sealed record CertificateOfFile(TlsFileKind Kind, string File, string Subject, DateTimeOffset NotBefore, DateTimeOffset NotAfter);
