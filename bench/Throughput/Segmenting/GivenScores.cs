using System.Runtime.InteropServices;
using DicomNode.Segmentation.Inference;

namespace DicomNode.Bench.Segmenting;

/// <summary>An engine whose network gives the same scores for every window and takes no time: what is left is everything around it.</summary>
internal sealed class GivenScores(string file, int classes) : IInferenceEngine, IInferenceSession
{
    private readonly float[] _scores = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();

    public IReadOnlyList<TensorFacts> Inputs => [new TensorFacts("image", [], "float32")];

    public IReadOnlyList<TensorFacts> Outputs => [new TensorFacts("logits", [], "float32")];

    public ProviderReport Providers => new("CPU", []);

    public Task<IInferenceSession> OpenAsync(NetworkRequest network, CancellationToken cancellationToken) => Task.FromResult<IInferenceSession>(this);

    public Task<InferenceOutput> RunAsync(string inputName, ReadOnlyMemory<float> values, IReadOnlyList<int> shape, string outputName, CancellationToken cancellationToken) =>
        Task.FromResult<InferenceOutput>(new Output(_scores, [1, classes, .. shape.Skip(2)]));

    public void Dispose()
    {
        // nothing is held
    }

    /// <summary>Smooth blobs: where one class ends and another begins is as rare as in a patient.</summary>
    public static void Write(string file, int classes, int size)
    {
        Random random = new(3);
        using FileStream stream = File.Create(file);
        float[] plane = new float[size * size * size];
        for (int c = 0; c < classes; c++)
        {
            (double z, double y, double x, double phase) = (random.NextDouble() * 0.12, random.NextDouble() * 0.12, random.NextDouble() * 0.12, random.NextDouble() * 6);
            for (int i = 0; i < plane.Length; i++)
            {
                plane[i] = (float)(5 * Math.Sin((i / (size * size) * z) + (i / size % size * y) + (i % size * x) + phase));
            }

            stream.Write(MemoryMarshal.AsBytes<float>(plane));
        }
    }

    private sealed class Output(float[] values, int[] shape) : InferenceOutput
    {
        public override IReadOnlyList<int> Shape => shape;

        public override Memory<float> Values => values;

        protected override void Dispose(bool disposing)
        {
            // the next window gets them too
        }
    }
}
