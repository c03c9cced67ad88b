namespace DicomNode.Segmentation.Inference.Loading;

/// <summary>One network in memory, on the provider that takes it at present. Loading is shared by all who wait for it.</summary>
internal sealed class LoadedNetwork(NetworkRequest request, INetworkLoader loader, long bytes) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<ProviderFailure> _refused = [];
    private Task<IInferenceSession>? _session;
    private bool _disposed;

    public string Key { get; } = request.Key;

    public string File => request.File;

    /// <summary>Of the file as it was when it was asked for.</summary>
    public string Stamp { get; } = request.Stamp;

    /// <summary>What it counts for in the budget.</summary>
    public long Bytes => bytes;

    /// <summary>How many hold it. Guarded by the owner's lock, as is the next.</summary>
    public int Leases { get; set; }

    /// <summary>Rises with every use of any network.</summary>
    public long LastUse { get; set; }

    /// <summary>How many windows at once its memory holds, as far as is known.</summary>
    public BatchLimit Batch { get; } = new();

    /// <exception cref="InferenceException">No provider takes it (any more).</exception>
    public Task<IInferenceSession> SessionAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_session is { IsFaulted: true })
            {
                _session = null; // a driver may be back, memory may be free: all providers are asked again
                _refused.Clear();
            }

            // goes on when one of those who wait gives up: what is built is kept
            _session ??= Task.Run(() => loader.Load(request, [.. _refused]), CancellationToken.None);
            return _session.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The provider has no memory for a single window: from here on the next one has the network, if there is one.</summary>
    /// <param name="failed">The session on that provider.</param>
    public void MoveOn(IInferenceSession failed, InferenceException why)
    {
        lock (_lock)
        {
            if (_disposed || _session is not { IsCompletedSuccessfully: true } current || current.Result != failed)
            {
                return; // another run has seen to it
            }

            _refused.Add(new ProviderFailure(failed.Providers.InUse, why.Message));
            _session = null;
            Batch.Reset();
        }

        failed.Dispose(); // runs of others end first
    }

    public void Dispose()
    {
        Task<IInferenceSession>? session;
        lock (_lock)
        {
            (_disposed, session) = (true, _session);
        }

        _ = session?.ContinueWith(
            static loaded => loaded.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
