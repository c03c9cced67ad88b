using System.Net;

namespace DicomNode.Configuration;

/// <summary>One address of <see cref="HttpOptions.Urls"/>.</summary>
internal sealed record HttpBinding(string Text, string Scheme, string Host)
{
    public static IReadOnlyList<HttpBinding> Of(HttpOptions options) =>
        [.. options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(u => (u, BindingAddress.Parse(u))).Select(b => new HttpBinding(b.u, b.Item2.Scheme, b.Item2.Host))];

    public bool IsSecure => Scheme == "https";

    /// <summary>Only this machine reaches it. A name other than localhost is every address to the server, whatever it resolves to.</summary>
    public bool IsLoopback => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || Host.StartsWith("unix:", StringComparison.Ordinal)
        || (IPAddress.TryParse(Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
