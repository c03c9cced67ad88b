namespace DicomNode.Segmentation.Inference.KServe;

/// <summary>Networks that run on servers of the KServe v2 protocol over HTTP, with binary tensors.</summary>
public sealed class KServeEngine : IInferenceEngine
{
    private readonly HttpClient _http;
    private readonly IReadOnlyList<KServeServer> _servers;

    public KServeEngine(TritonOptions options)
    {
        // a redirect or a proxy would be another address than the configuration names
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectTimeout = options.ConnectTimeout, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30) })
        {
            Timeout = Timeout.InfiniteTimeSpan, // each request has its own
        };
        _servers = [.. options.Urls.Select(url => new KServeServer(_http, BaseOf(url), options))];
    }

    /// <summary>Whether there is a server to ask.</summary>
    public bool HasServers => _servers.Count > 0;

    public async Task<IInferenceSession> OpenAsync(NetworkRequest network, CancellationToken cancellationToken)
    {
        RemoteNetwork remote = network.Remote ?? throw new ArgumentException("The network is not behind a server.", nameof(network));
        return await KServeSession.OpenAsync(network, Ordered(network, remote), cancellationToken);
    }

    /// <summary>Which servers are ready; the reason where one is not.</summary>
    public Task<(Uri Address, string? Problem)[]> HealthAsync(CancellationToken cancellationToken) => Task.WhenAll(_servers.Select(async server =>
    {
        try
        {
            await server.CheckReadyAsync(cancellationToken);
            return (server.Address, (string?)null);
        }
        catch (KServeException e)
        {
            return (server.Address, e.Message);
        }
    }));

    public void Dispose() => _http.Dispose();

    private IReadOnlyList<KServeServer> Ordered(NetworkRequest network, RemoteNetwork remote)
    {
        if (remote.Url is null)
        {
            return _servers;
        }

        Uri first = BaseOf(remote.Url);
        return _servers.Any(s => s.Address == first)
            ? [.. _servers.OrderBy(s => s.Address == first ? 0 : 1)]
            : throw new InferenceException($"network.triton.url {first} is not among Inference:Triton:Urls ({string.Join(", ", _servers.Select(s => s.Address))}); voxels are sent to those only.", network.File);
    }

    // relative paths go below it
    private static Uri BaseOf(string url) => new(url.EndsWith('/') ? url : url + "/");
}
