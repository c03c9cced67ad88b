using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DicomNode.Configuration;
using DicomNode.Dicom.Network.Security;

namespace DicomNode.Cli;

/// <summary>The HTTP API of the node that the configuration describes, as the operating commands use it.</summary>
internal sealed class NodeApi : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="who">Null: nobody in particular.</param>
    public NodeApi(HttpOptions options, NodeCredentials? who)
    {
        string first = options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[0];
        UriBuilder address = new(first.Replace("//*", "//127.0.0.1", StringComparison.Ordinal).Replace("//+", "//127.0.0.1", StringComparison.Ordinal));
        address.Host = address.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host; // it listens on all of them
#pragma warning disable CA2000 // the client disposes of it
        _http = new(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, errors) => errors == SslPolicyErrors.None || IsOurs(options, shown) })
#pragma warning restore CA2000
        {
            BaseAddress = address.Uri,
            Timeout = TimeSpan.FromSeconds(30),
        };
        if (who is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{who.User}:{who.Password}")));
        }
    }

    /// <returns>Null: it answers 404.</returns>
    /// <exception cref="IOException">No node answers, or it says no; the message is for the administrator.</exception>
    public Task<JsonNode?> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, cancellationToken);

    /// <inheritdoc cref="GetAsync"/>
    public Task<JsonNode?> PostAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, path, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        try
        {
            using HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative));
            using HttpResponseMessage answer = await _http.SendAsync(request, cancellationToken);
            string text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return answer.StatusCode switch
            {
                HttpStatusCode.NotFound => null,
                HttpStatusCode.ServiceUnavailable when path.StartsWith("/health", StringComparison.Ordinal) => JsonNode.Parse(text),
                HttpStatusCode.Unauthorized => throw new IOException(
                    $"The node wants to know who asks: {Problem(text)} Name an account with --user NAME, or in {NodeCredentials.UserVariable} and {NodeCredentials.PasswordVariable}."),
                _ when answer.IsSuccessStatusCode => text.Length == 0 ? new JsonObject() : JsonNode.Parse(text),
                _ => throw new IOException($"The node answers {(int)answer.StatusCode} to {method} {path}: {Problem(text)}"),
            };
        }
        catch (HttpRequestException e)
        {
            throw new IOException($"No node answers at {_http.BaseAddress} ({e.InnerException?.Message ?? e.Message}). Is it running, and is Http:Urls of this configuration the one it runs with?", e);
        }
    }

    /// <summary>Called by an address, a certificate for a name does not fit; that it is the one of our own configuration is as good.</summary>
    private static bool IsOurs(HttpOptions options, X509Certificate2? shown)
    {
        try
        {
            return shown is not null && options.Certificate is not null && TlsMaterial.Load(TlsFilesOf.Http(options), TimeProvider.System.GetUtcNow()).IsIdentity(shown);
        }
        catch (TlsFileException)
        {
            return false;
        }
    }

    /// <summary>What the node gives as the reason: problem details, or whatever a proxy between us writes.</summary>
    private static string Problem(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject problem ? $"{problem["detail"] ?? problem["title"]}" : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
