using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using DicomNode.Configuration;

namespace DicomNode.Notifying;

/// <summary>Posts a message. A client of its own for each, because there are few: files with addresses, secrets and authorities hold from the next message on.</summary>
internal sealed class WebhookChannel(string name, WebhookOptions options, NodeOptions node) : INotificationChannel
{
    public const string SignatureHeader = "X-DicomNode-Signature", IdHeader = "X-DicomNode-Id";

    public string Name => name;

    public string Description => $"webhook {(options.UrlFile is null && Uri.TryCreate(options.Url, UriKind.Absolute, out Uri? url) ? url.Host : options.UrlFile)}";

    public async Task TellAsync(Notification message, CancellationToken cancellationToken)
    {
        try
        {
            using SocketsHttpHandler handler = Handler();
            using HttpClient client = new(handler) { Timeout = options.Timeout };
            using HttpRequestMessage request = Request(message);
            using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw new NotToldException($"it answered {(int)answer.StatusCode}");
            }
        }
        catch (HttpRequestException e)
        {
            throw new NotToldException(Problem(e), e);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NotToldException($"it did not answer within {options.Timeout}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or UriFormatException)
        {
            throw new NotToldException(e.Message.TrimEnd('.'), e);
        }
    }

    private static string Problem(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => $"TLS was not agreed on: {e.GetBaseException().Message.TrimEnd('.')}",
        HttpRequestError.NameResolutionError => "its name is not known here",
        _ => e.GetBaseException().Message.TrimEnd('.'),
    };

    private SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false, // what is configured is where it goes
        ConnectTimeout = options.Timeout,
        SslOptions = options.Authorities.Count == 0 ? new() : new SslClientAuthenticationOptions { CertificateChainPolicy = Trust() },
    };

    private X509ChainPolicy Trust()
    {
        X509ChainPolicy policy = new() { RevocationMode = X509RevocationMode.NoCheck, TrustMode = X509ChainTrustMode.CustomRootTrust, DisableCertificateDownloads = true };
        foreach (string file in options.Authorities)
        {
            policy.CustomTrustStore.ImportFromPemFile(NodeConfiguration.Resolve(file));
        }

        return policy;
    }

    private HttpRequestMessage Request(Notification message)
    {
        byte[] body = WebhookBody.Of(options, MessageFields.Of(message, node));
        HttpRequestMessage request = new(HttpMethod.Post, new Uri(options.UrlFile is { } file ? SecretFile.Read(file) : options.Url!)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(WebhookTemplates.ContentType(options.Format));
        request.Headers.UserAgent.Add(new("dicomnode", null));
        request.Headers.Add(IdHeader, message.Id);
        foreach (string header in options.Headers)
        {
            string[] parts = header.Split(':', 2, StringSplitOptions.TrimEntries);
            request.Headers.TryAddWithoutValidation(parts[0], parts[1]);
        }

        if (options.SecretFile is { } secret)
        {
            request.Headers.Add(SignatureHeader, $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(SecretFile.Read(secret)), body))}");
        }

        return request;
    }
}
