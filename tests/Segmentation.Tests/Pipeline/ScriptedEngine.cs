using DicomNode.Segmentation.Inference;

namespace DicomNode.Segmentation.Tests.Pipeline;

/// <summary>An engine whose network is a function of the test: from a tensor and its shape to a tensor and its shape, "x" to "y".</summary>
internal sealed class ScriptedEngine(Func<float[], int[], (float[] Values, int[] Shape)> network, string provider = "CPU") : IInferenceEngine, IInferenceSession
{
    /// <summary>The shapes that were fed, in order.</summary>
    public List<int[]> Fed { get; } = [];

    public IReadOnlyList<TensorFacts> Inputs => [new TensorFacts("x", [], "float32")];

    public IReadOnlyList<TensorFacts> Outputs => [new TensorFacts("y", [], "float32")];

    public ProviderReport Providers => new(provider, []);

    public Task<IInferenceSession> OpenAsync(NetworkRequest network, CancellationToken cancellationToken) => Task.FromResult<IInferenceSession>(this);

    public Task<InferenceOutput> RunAsync(string inputName, ReadOnlyMemory<float> values, IReadOnlyList<int> shape, string outputName, CancellationToken cancellationToken)
    {
        Assert(inputName == "x" && outputName == "y");
        Fed.Add([.. shape]);
        (float[] made, int[] madeShape) = network(values.ToArray(), [.. shape]);
        return Task.FromResult<InferenceOutput>(new Output(made, madeShape));
    }

    public void Dispose()
    {
        // nothing is held
    }

    /// <summary>One plane per function, each of the input's values: [1, C, …].</summary>
    public static ScriptedEngine PerVoxel(params Func<float, float>[] channels) => new((values, shape) =>
        ([.. channels.SelectMany(channel => values.Select(channel))], [1, channels.Length, .. shape[2..]]));

    private static void Assert(bool condition) => Xunit.Assert.True(condition);

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
