using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using DicomNode.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DicomNode.DicomNode.Tests.Notifying;

/// <summary>Takes webhooks in this process, and answers as it is told.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<int> _answers = new();
    private readonly ConcurrentQueue<Call> _calls = new();
    private X509Certificate2? _certificate;

    private WebhookReceiver(WebApplication application) => _application = application;

    public sealed record Call(string Body, IReadOnlyDictionary<string, string> Headers);

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Delay { get; set; }

    public IReadOnlyList<Call> Calls => [.. _calls];

    public string Url => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/hook?of=node";

    public static async Task<WebhookReceiver> StartAsync(IssuedCertificate? certificate = null, int port = 0, params int[] answers)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        X509Certificate2? tls = certificate is null ? null : X509CertificateLoader.LoadPkcs12(X509Certificate2.CreateFromPemFile(certificate.CertificateFile, certificate.KeyFile).Export(X509ContentType.Pkcs12), null);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port, l => { if (tls is not null) { l.UseHttps(tls); } }));
        WebhookReceiver receiver = new(builder.Build()) { _certificate = tls };
        foreach (int answer in answers) { receiver._answers.Enqueue(answer); }
        receiver._application.MapPost("/hook", receiver.TakeAsync);
        await receiver._application.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _certificate?.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using StreamReader body = new(context.Request.Body);
        _calls.Enqueue(new(await body.ReadToEndAsync(), context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        await Task.Delay(Delay, context.RequestAborted);
        context.Response.StatusCode = _answers.TryDequeue(out int answer) ? answer : 200;
    }
}
