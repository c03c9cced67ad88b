using System.ComponentModel.DataAnnotations;

namespace DicomNode.Auditing;

/// <summary>Audit messages (PS3.15 §A.5) to a syslog server. No section: none are made.</summary>
public sealed class AuditOptions
{
    /// <summary>Name or address of the audit record repository.</summary>
    [Required(ErrorMessage = "the syslog server's name or address")]
    public string Server { get; set; } = "";

    /// <summary>6514 for TLS, usually 514 otherwise.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 6514;

    public AuditTransport Transport { get; set; } = AuditTransport.Tls;

    public AuditTlsOptions Tls { get; set; } = new();

    /// <summary>Whether messages about studies name the patient (ID and name), as the tables of PS3.15 §A.5.3 want it.</summary>
    public bool Patients { get; set; }

    /// <summary>What this node is called in messages; null: its AE title at the machine's name.</summary>
    public string? SourceId { get; set; }

    /// <summary>The hospital or site; null: left out.</summary>
    public string? EnterpriseSiteId { get; set; }

    /// <summary>So many MiB of messages are kept while the server does not take them; those that come after are lost, counted and told of.</summary>
    [Range(0.01, 100_000d)]
    public double SpoolMiB { get; set; } = 256;
}
