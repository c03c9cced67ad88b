using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Onnx;
using Xunit;

namespace DicomNode.Segmentation.Tests.Inference;

/// <summary>Counts what the whole process allocates, so nothing else may run meanwhile.</summary>
[Collection(nameof(Alone))]
public class OnnxAllocationTests
{
    [Fact]
    public async Task A_run_takes_no_managed_memory_for_its_tensors()
    {
        using var engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] });
        foreach (string network in new[] { TinyNetwork.WriteSign("allocations"), TinyNetwork.WriteHalf("allocations-half") })
        {
            using IInferenceSession session = await engine.OpenAsync(new NetworkRequest(network), CancellationToken.None);
            float[] window = new float[96 * 96 * 96];
            (await RunAsync()).Dispose(); // what a first run has to make
            long before = GC.GetTotalAllocatedBytes(precise: true);
            (await RunAsync()).Dispose();
            Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, window.Length); // the window has four times as many bytes

            Task<InferenceOutput> RunAsync() => session.RunAsync("x", window, [1, 1, 96, 96, 96], "y", CancellationToken.None);
        }
    }
}

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
