using System.Text.Json.Nodes;

namespace DicomNode.DicomNode.Tests.Web;

/// <summary>Reads server-sent events as a browser does.</summary>
internal sealed class EventStream : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventStream(HttpResponseMessage response, StreamReader reader) => (_response, _reader) = (response, reader);

    public static async Task<EventStream> OpenAsync(HttpClient http)
    {
        HttpResponseMessage response = await http.GetAsync(new Uri("/api/v1/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    public string? ContentType => _response.Content.Headers.ContentType?.MediaType;

    /// <summary>The data of the next event that is of this name and that is the one; others are passed over.</summary>
    public async Task<JsonNode> NextAsync(string name, Func<JsonNode, bool> isIt, List<string>? seen = null)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));
        string? current = null;
        while (await _reader.ReadLineAsync(patience.Token) is string line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                current = line["event: ".Length..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                JsonNode data = JsonNode.Parse(line["data: ".Length..])!;
                seen?.Add($"{current} {data["state"]}");
                if (current == name && isIt(data))
                {
                    return data;
                }
            }
        }

        throw new EndOfStreamException($"The stream ended before the {name} came.");
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }
}
