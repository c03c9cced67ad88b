namespace DicomNode.Segmentation.Inference.Loading;

/// <summary>A loaded network as it is lent: a run without memory is made smaller, then taken to the next provider.</summary>
internal sealed class NetworkLease(LoadedNetworks owner, LoadedNetwork network, IInferenceSession session) : IInferenceSession
{
    private IInferenceSession _session = session;
    private int _returned;

    public IReadOnlyList<TensorFacts> Inputs => Volatile.Read(ref _session).Inputs;

    public IReadOnlyList<TensorFacts> Outputs => Volatile.Read(ref _session).Outputs;

    public ProviderReport Providers => Volatile.Read(ref _session).Providers;

    public async Task<InferenceOutput> RunAsync(string inputName, ReadOnlyMemory<float> values, IReadOnlyList<int> shape, string outputName, CancellationToken cancellationToken)
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _returned) != 0, this);
            IInferenceSession session = await network.SessionAsync(cancellationToken); // one after the other until a provider is left that can
            Volatile.Write(ref _session, session);
            try
            {
                return await BatchedRun.RunAsync(session, network.Batch, inputName, values, shape, outputName, cancellationToken);
            }
            catch (InferenceException e) when (e.Fault == InferenceFault.OutOfMemory)
            {
                network.MoveOn(session, e);
            }
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _returned, 1) == 0)
        {
            owner.Return(network);
        }
    }
}
