using System.Collections.Concurrent;
using System.Net;
using DicomNode.Testing;

namespace DicomNode.DicomNode.Tests.Observability;

/// <summary>A collector in this process that takes OTLP over HTTP and keeps what came.</summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public TraceCollector()
    {
        Endpoint = $"http://127.0.0.1:{FreePort.Next()}";
        _listener.Prefixes.Add($"{Endpoint}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Endpoint { get; }

    public ConcurrentQueue<(string Path, string? Authorization, byte[] Body)> Requests { get; } = [];

    public ReceivedSpan[] Spans => [.. Requests.Where(r => r.Path == "/v1/traces").SelectMany(r => ReceivedSpan.Of(r.Body))];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using MemoryStream body = new();
                await context.Request.InputStream.CopyToAsync(body);
                Requests.Enqueue((context.Request.Url!.AbsolutePath, context.Request.Headers["Authorization"], body.ToArray()));
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // it was stopped
        }
    }
}
