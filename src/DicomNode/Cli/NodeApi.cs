using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using DicomNode.Configuration;

namespace DicomNode.Cli;

/// <summary>The HTTP API of the node that the configuration describes, as the operating commands use it.</summary>
internal sealed class NodeApi : IDisposable
{
    private readonly HttpClient _http;

    public NodeApi(HttpOptions options)
    {
        string first = options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[0];
        UriBuilder address = new(first.Replace("//*", "//127.0.0.1", StringComparison.Ordinal).Replace("//+", "//127.0.0.1", StringComparison.Ordinal));
        address.Host = address.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host; // it listens on all of them
        _http = new() { BaseAddress = address.Uri, Timeout = TimeSpan.FromSeconds(30) };
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
                _ when answer.IsSuccessStatusCode => text.Length == 0 ? new JsonObject() : JsonNode.Parse(text),
                _ => throw new IOException($"The node answers {(int)answer.StatusCode} to {method} {path}: {Problem(text)}"),
            };
        }
        catch (HttpRequestException e)
        {
            throw new IOException($"No node answers at {_http.BaseAddress} ({e.Message}). Is it running, and is Http:Urls of this configuration the one it runs with?", e);
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
