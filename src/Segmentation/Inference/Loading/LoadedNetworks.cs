namespace DicomNode.Segmentation.Inference.Loading;

/// <summary>
/// The networks in memory. Each is loaded once and lent to all who run it. One that nobody holds stays until its room is needed for another: the least recently used goes
/// first. One that is held never goes, so what runs at the same time may exceed the budget.
/// </summary>
/// <param name="budget">Bytes.</param>
internal sealed class LoadedNetworks(INetworkLoader loader, long budget) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LoadedNetwork> _networks = new(StringComparer.Ordinal);
    private long _use;

    /// <summary>How many networks are in memory or on their way there.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _networks.Count;
            }
        }
    }

    /// <exception cref="InferenceException">No provider takes the network.</exception>
    public async Task<IInferenceSession> OpenAsync(NetworkRequest request, CancellationToken cancellationToken)
    {
        LoadedNetwork network = Take(request);
        try
        {
            return new NetworkLease(this, network, await network.SessionAsync(cancellationToken));
        }
        catch (Exception e) when (e is InferenceException or OperationCanceledException)
        {
            Return(network);
            throw;
        }
    }

    public void Return(LoadedNetwork network)
    {
        lock (_lock)
        {
            network.Leases--;
            network.LastUse = ++_use;
            Evict(0);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (LoadedNetwork network in _networks.Values)
            {
                network.Dispose();
            }

            _networks.Clear();
        }
    }

    private LoadedNetwork Take(NetworkRequest request)
    {
        string key = request.Key;
        lock (_lock)
        {
            if (!_networks.TryGetValue(key, out LoadedNetwork? network))
            {
                long bytes = request.MemoryBytes ?? Estimate(request.File);
                RemoveOutdated(request);
                Evict(bytes);
                network = new LoadedNetwork(request, loader, bytes);
                _networks.Add(key, network);
            }

            network.Leases++;
            network.LastUse = ++_use;
            return network;
        }
    }

    // until what is loaded, and what is to come, fits
    private void Evict(long coming)
    {
        while (_networks.Values.Sum(n => n.Bytes) + coming > budget && _networks.Values.Where(n => n.Leases == 0).MinBy(n => n.LastUse) is LoadedNetwork idle)
        {
            Remove(idle);
        }
    }

    // of a file that has changed since
    private void RemoveOutdated(NetworkRequest request)
    {
        foreach (LoadedNetwork old in _networks.Values.Where(n => n.Leases == 0 && n.File == request.File && n.Stamp != request.Stamp).ToArray())
        {
            Remove(old);
        }
    }

    private void Remove(LoadedNetwork idle)
    {
        _networks.Remove(idle.Key);
        idle.Dispose();
    }

    // the weights, and once more what a provider makes of them; the memory of a run depends on the window and comes on top where it is not declared
    private static long Estimate(string file) => 2 * WeightFiles.TotalLength(file);
}
