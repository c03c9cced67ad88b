namespace DicomNode.Auditing;

/// <summary>How audit messages travel.</summary>
public enum AuditTransport
{
    /// <summary>RFC 5425, what PS3.15 §A.6 asks for.</summary>
    Tls = 1,

    /// <summary>RFC 6587 with octet counting, in the clear.</summary>
    Tcp,

    /// <summary>RFC 5426, PS3.15 §A.7: in the clear, and nobody knows what arrived.</summary>
    Udp,
}
