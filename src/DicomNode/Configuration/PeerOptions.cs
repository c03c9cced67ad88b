using System.ComponentModel.DataAnnotations;

namespace DicomNode.Configuration;

/// <summary>An application entity that may send to us, and that results can be sent to.</summary>
public sealed class PeerOptions
{
    /// <summary>What routes call it.</summary>
    [Required(ErrorMessage = "a name that routes can refer to")]
    public string Name { get; set; } = "";

    [AeTitle]
    public string AeTitle { get; set; } = "";

    /// <summary>Host name or address.</summary>
    [Required(ErrorMessage = "a host name or an IP address")]
    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 104;

    /// <summary>Null (<c>false</c>): plain DICOM.</summary>
    [OrSwitch]
    public PeerTlsOptions? Tls { get; set; }

    /// <summary>
    /// Whether it gets a Key Object Selection that rejects a result which it has stored and which later instances of the series have overtaken (IHE IOCM).
    /// </summary>
    public bool RejectionNotes { get; set; }

    /// <summary>What has to show that it keeps a result, before anything local may be deleted.</summary>
    public ProofOfStorage Proof { get; set; }

    /// <summary>Whether it answers C-FIND.</summary>
    public bool Query { get; set; }

    /// <summary>What kind of receiver it is: how results are written for it. docs/receivers.md.</summary>
    public ReceiverName Profile { get; set; }

    /// <summary>Where it differs from <see cref="Profile"/>.</summary>
    public ReceiverOptions Receives { get; set; } = new();
}
