using System.Globalization;

namespace DicomNode.Dicom.Network;

/// <summary>Where a peer is and how it is called: <c>AET@HOST:PORT</c>.</summary>
public sealed record PeerAddress(string AeTitle, string Host, int Port)
{
    /// <summary>Reads <c>AET@HOST:PORT</c>; an IPv6 address stands in brackets. Null when it is not of that form.</summary>
    public static PeerAddress? TryParse(string text)
    {
        int at = text.IndexOf('@', StringComparison.Ordinal);
        int colon = text.LastIndexOf(':');
        if (at < 1 || colon < at + 2 || !Network.AeTitle.IsValid(text[..at])
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > 65535)
        {
            return null;
        }

        return new(text[..at], text[(at + 1)..colon].Trim('[', ']'), port);
    }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"{AeTitle}@[{Host}]:{Port}" : $"{AeTitle}@{Host}:{Port}";
}
