namespace DicomNode.Notifying;

/// <summary>How the connection to a mail server is secured.</summary>
public enum SmtpSecurity
{
    /// <summary>TLS is asked for before anything is said, and nothing is sent without it. RFC 3207.</summary>
    StartTls = 1,

    /// <summary>TLS from the first byte. RFC 8314.</summary>
    Tls,

    /// <summary>In the clear: for a server on this machine.</summary>
    None,
}
