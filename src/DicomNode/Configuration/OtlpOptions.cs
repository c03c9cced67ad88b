using System.ComponentModel.DataAnnotations;

namespace DicomNode.Configuration;

/// <summary>A collector that speaks OpenTelemetry's protocol. It gets UIDs, AE titles and times; never who the patient is.</summary>
public sealed class OtlpOptions
{
    /// <summary>Base address: <c>/v1/traces</c> is added for HTTP.</summary>
    [Required(ErrorMessage = "the address of a collector, such as http://127.0.0.1:4318"), RegularExpression("https?://.+", ErrorMessage = "the address of a collector, such as http://127.0.0.1:4318")]
    public string Endpoint { get; set; } = "";

    public OtlpTransport Protocol { get; set; } = OtlpTransport.HttpProtobuf;

    /// <summary>A file with a line <c>Name: value</c> for each header, such as an authorisation, without commas; a secret does not stand in the configuration.</summary>
    public string? HeadersFile { get; set; }

    /// <summary>Metrics too, every minute; traces only when false.</summary>
    public bool Metrics { get; set; }
}
