using System.ComponentModel.DataAnnotations;

namespace DicomNode.Configuration;

/// <summary>Where and as whom the node takes associations.</summary>
public sealed class ListenerOptions
{
    [AeTitle]
    public string AeTitle { get; set; } = "DICOMNODE";

    /// <summary>TCP port for plain DICOM; 0 takes a free one; null: none, callers have to speak TLS.</summary>
    [Range(0, 65535)]
    public int? Port { get; set; } = 11112;

    /// <summary>The address to listen on; the default is reachable from this machine only.</summary>
    [IpAddress]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Largest P-DATA-TF body we offer to take, in bytes. PS3.8 Annex D.1.</summary>
    [Range(4096, 1 << 20)]
    public int MaxPduLength { get; set; } = 128 * 1024;

    /// <summary>Associations at the same time; one more is rejected as transient (local limit exceeded).</summary>
    [Range(1, 4096)]
    public int MaxAssociations { get; set; } = 64;

    /// <summary>Associations of one calling AE title at the same time. Null: three quarters of <see cref="MaxAssociations"/>.</summary>
    [Range(1, 4096)]
    public int? MaxAssociationsPerAeTitle { get; set; }

    /// <summary>Associations from one address at the same time. Null: three quarters of <see cref="MaxAssociations"/>.</summary>
    [Range(1, 4096)]
    public int? MaxAssociationsPerAddress { get; set; }

    /// <summary>So many of the places only the configured peers can take. Null: a quarter of <see cref="MaxAssociations"/> when unknown peers are accepted, else none.</summary>
    [Range(0, 4095)]
    public int? ReservedForPeers { get; set; }

    /// <summary>Connections from one address that have no association yet; one more is closed.</summary>
    [Range(1, 65536)]
    public int MaxPendingPerAddress { get; set; } = 256;

    /// <summary>An association without a message for so long is aborted.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Null: no TLS from others, and no certificate of our own.</summary>
    public ListenerTlsOptions? Tls { get; set; }
}
