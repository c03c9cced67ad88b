using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Probabilities;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Labels of one run, on the grid of the reference input.</summary>
/// <param name="Labels">0 is background; other values are the labels of the manifest's segments.</param>
/// <param name="Providers">What computed the network, and why nothing before it in the order did.</param>
/// <param name="StageTimings">How long each stage took, in the order in which they ran.</param>
public sealed record SegmentationResult(Volume<ushort> Labels, ProviderReport Providers, IReadOnlyList<StageTiming> StageTimings)
{
    /// <summary>"CPU", "CUDA", "TensorRT", or the address of a server.</summary>
    public string Provider => Providers.InUse;

    /// <summary>Where they were asked for; whoever asked lets them go.</summary>
    public SegmentProbabilities? Probabilities { get; init; }
}

/// <param name="Stage">"prepare", "network", "restore", "postprocess".</param>
public sealed record StageTiming(string Stage, TimeSpan Elapsed);

/// <summary>Where a run is.</summary>
/// <param name="Stage">As in <see cref="StageTiming"/>.</param>
/// <param name="Done">Parts of the stage that are done.</param>
/// <param name="Total">Parts of the stage: windows for "network", classes for "restore", steps for the others.</param>
public sealed record PipelineProgress(string Stage, int Done, int Total);
