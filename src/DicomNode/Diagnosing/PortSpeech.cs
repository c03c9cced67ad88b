using DicomNode.Dicom.Network;

namespace DicomNode.Diagnosing;

/// <summary>What speaks on a port.</summary>
internal enum Speaker
{
    /// <summary>It takes connections and says nothing to anything.</summary>
    Nobody,
    Dicom,
    Http,
    Tls,
    Ssh,
    Mail,
    Other,
}

/// <summary>What was heard on a port that should speak DICOM.</summary>
/// <param name="Heard">Its first words, printable; empty when they say nothing to a reader.</param>
internal sealed record PortSpeech(Speaker Speaker, string Heard)
{
    private const int LongestWords = 40;

    public static PortSpeech Of(Speaker speaker, string heard = "") => new(speaker, AeTitle.Printable(heard, LongestWords));

    /// <summary>A sentence about the port.</summary>
    public string Sentence => Speaker switch
    {
        Speaker.Dicom => "It speaks plain DICOM.",
        Speaker.Http => $"A web server answers there{Quoted}.",
        Speaker.Tls => $"It speaks TLS{Quoted}.",
        Speaker.Ssh => $"A secure shell answers there{Quoted}.",
        Speaker.Mail => $"A mail or file server answers there{Quoted}.",
        Speaker.Other => $"Something that is not DICOM answers there{Quoted}.",
        _ => "It takes connections and says nothing, whatever it is told.",
    };

    private string Quoted => Heard.Length == 0 ? "" : $" (\"{Heard}\")";
}
