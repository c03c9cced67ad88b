using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>From volumes to labels on the reference grid, as a model's manifest says: prepare, run the network, restore, post-process.</summary>
public sealed class SegmentationPipeline(IInferenceEngine engine, TimeProvider clock)
{
    /// <param name="model">The model to run.</param>
    /// <param name="inputs">In the order of the manifest's inputs.</param>
    /// <exception cref="InferenceException">The network could not be loaded or run.</exception>
    public Task<SegmentationResult> RunAsync(
        ModelFolder model, IReadOnlyList<Volume<float>> inputs, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(inputs.Count, model.Manifest.Inputs.Count);
        _ = (engine, clock, progress, cancellationToken);
        throw new NotSupportedException("Follows in the next commits.");
    }
}
