using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Loading;

namespace DicomNode.Segmentation.Tests.Inference;

/// <summary>Providers whose memory holds so many windows at once. Keeps what it loaded.</summary>
internal sealed class FakeLoader(params (string Provider, int Holds)[] providers) : INetworkLoader
{
    public List<FakeNetwork> Loaded { get; } = [];

    /// <summary>Loading waits for it.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    public IInferenceSession Load(NetworkRequest request, IReadOnlyList<ProviderFailure> refused)
    {
        Gate.WaitAsync(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult(); // a loader blocks its thread
        foreach ((string provider, int holds) in providers.Where(p => refused.All(r => r.Provider != p.Provider)))
        {
            FakeNetwork network = new(request.File, holds, new ProviderReport(provider, refused));
            lock (Loaded)
            {
                Loaded.Add(network);
            }

            return network;
        }

        throw new InferenceException($"No provider runs {request.File}. {string.Join("; ", refused)}", request.File);
    }
}

/// <summary>y = 2x, one window after the other.</summary>
internal sealed class FakeNetwork(string file, int holds, ProviderReport providers) : IInferenceSession
{
    public string File => file;

    /// <summary>The batches that were asked for.</summary>
    public List<int> Batches { get; } = [];

    public bool IsDisposed { get; private set; }

    public IReadOnlyList<TensorFacts> Inputs => [new("x", [-1, 1, 1], "float32")];

    public IReadOnlyList<TensorFacts> Outputs => [new("y", [-1, 1, 1], "float32")];

    public ProviderReport Providers => providers;

    public Task<InferenceOutput> RunAsync(string inputName, ReadOnlyMemory<float> values, IReadOnlyList<int> shape, string outputName, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Batches.Add(shape[0]);
        return shape[0] > holds
            ? Task.FromException<InferenceOutput>(new InferenceException("out of memory", file, providers.InUse, fault: InferenceFault.OutOfMemory))
            : Task.FromResult<InferenceOutput>(new Output([.. values.ToArray().Select(v => 2 * v)], [.. shape]));
    }

    public void Dispose() => IsDisposed = true;

    private sealed class Output(float[] values, int[] shape) : InferenceOutput
    {
        public override IReadOnlyList<int> Shape => shape;

        public override Memory<float> Values => values;

        protected override void Dispose(bool disposing)
        {
            // managed memory
        }
    }
}
