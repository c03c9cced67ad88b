using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace DicomNode.Segmentation.Inference.KServe;

/// <summary>One server: what it is asked, and what its answers mean.</summary>
internal sealed class KServeServer(HttpClient http, Uri address, TritonOptions options)
{
    private const int MaxErrorBytes = 1 << 16;

    /// <summary>Who asks for health wants to know it now.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    public Uri Address => address;

    /// <summary>The server says that it can work.</summary>
    /// <exception cref="KServeException">It does not.</exception>
    public async Task CheckReadyAsync(CancellationToken cancellationToken)
    {
        TimeSpan patience = options.ConnectTimeout < s_patience ? options.ConnectTimeout : s_patience;
        using HttpResponseMessage response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, Path("v2/health/ready")), null, patience, cancellationToken);
    }

    /// <summary>The tensors of a model that is ready.</summary>
    /// <exception cref="KServeException">The server does not answer, or has no such model.</exception>
    public async Task<ModelDocument> DescribeAsync(RemoteNetwork network, CancellationToken cancellationToken)
    {
        using (await SendAsync(new HttpRequestMessage(HttpMethod.Get, Path($"{ModelPath(network)}/ready")), "ConnectTimeout", options.ConnectTimeout, cancellationToken))
        {
            // its status was the answer
        }

        using HttpResponseMessage response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, Path(ModelPath(network))), "ConnectTimeout", options.ConnectTimeout, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancellationToken), KServeJson.Default.ModelDocument)
                ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new KServeException($"What it says about {network.Model} is not what the protocol says: {e.Message}", InferenceFault.Failed, untouched: true, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new KServeException($"It broke off its answer about {network.Model}: {e.Message}", InferenceFault.Unavailable, untouched: true, e);
        }
    }

    /// <summary>One run.</summary>
    /// <exception cref="KServeException">It failed.</exception>
    public async Task<InferenceOutput> InferAsync(RemoteNetwork network, InferContent content, string output, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.RequestTimeout); // until the last byte of the answer
        try
        {
            using HttpResponseMessage response = await SendAsync(
                new HttpRequestMessage(HttpMethod.Post, Path($"{ModelPath(network)}/infer")) { Content = content }, "RequestTimeout", options.RequestTimeout, limit.Token);
            return await InferAnswer.ReadAsync(response, output, limit.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw TimedOut("RequestTimeout", options.RequestTimeout, e);
        }
        catch (IOException e)
        {
            throw new KServeException($"It broke off its answer: {e.Message}", InferenceFault.Unavailable, untouched: false, e);
        }
    }

    private static string ModelPath(RemoteNetwork network) =>
        $"v2/models/{Uri.EscapeDataString(network.Model)}{(network.Version is null ? "" : $"/versions/{Uri.EscapeDataString(network.Version)}")}";

    private Uri Path(string relative) => new(address, relative);

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using HttpRequestMessage sent = request;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            HttpResponseMessage response = await http.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw Refused(response.StatusCode, await ErrorAsync(response, limit.Token));
            }
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            throw TimedOut(nameof(TritonOptions.ConnectTimeout), options.ConnectTimeout, e); // no connection: SocketsHttpHandler.ConnectTimeout
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw TimedOut(key, timeout, e);
        }
        catch (HttpRequestException e)
        {
            throw Broken(e);
        }
    }

    // what a server refuses without having begun may go to another one
    private static KServeException Refused(HttpStatusCode status, string error)
    {
        string message = $"It answers {(int)status}{(error.Length == 0 ? "" : $": {error}")}";
        return status switch
        {
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests => new(message, InferenceFault.Unavailable, untouched: true),
            HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => new(message, InferenceFault.Unavailable, untouched: false),
            HttpStatusCode.NotFound => new(message, InferenceFault.Failed, untouched: true),
            _ => new(message, MemoryTexts.FaultOf(error), untouched: false),
        };
    }

    private static KServeException Broken(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError =>
            new($"It cannot be reached: {(e.InnerException as SocketException)?.Message ?? e.Message}", InferenceFault.Unavailable, untouched: true, e),
        _ => new($"It broke off: {e.InnerException?.Message ?? e.Message}", InferenceFault.Unavailable, untouched: false, e),
    };

    // it may be computing still
    private static KServeException TimedOut(string? key, TimeSpan timeout, Exception inner) => new(
        string.Create(CultureInfo.InvariantCulture, $"It did not answer within {timeout.TotalSeconds:0.###} s{(key is null ? "" : $" (Inference:Triton:{key})")}."),
        InferenceFault.Unavailable, untouched: key != nameof(TritonOptions.RequestTimeout), inner);

    private static async Task<string> ErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
            byte[] bytes = new byte[MaxErrorBytes];
            int length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            ErrorDocument? document = JsonSerializer.Deserialize(bytes.AsSpan(0, length), KServeJson.Default.ErrorDocument);
            return document?.Error ?? "";
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException)
        {
            return "";
        }
    }
}
