using DicomNode.Segmentation.Inference;

namespace DicomNode.Segmenting;

/// <summary>The figures of a run; <c>report.json</c> is this record.</summary>
/// <param name="Model">Id of the model.</param>
/// <param name="Version">Of the model.</param>
/// <param name="Provider">What computed the network: CPU, CUDA, TensorRT, or the address of a server.</param>
/// <param name="Segments">In the manifest's order, those without a voxel included.</param>
/// <param name="Stages">In the order in which they ran.</param>
/// <param name="Seconds">All stages together.</param>
/// <param name="Warnings">Sentences about what a reader should look at.</param>
/// <param name="ProviderNote">What else there is to say about the provider.</param>
/// <param name="ProvidersRefused">Those that were asked before, with what they answered.</param>
public sealed record SegmentationReport(
    string Model,
    string Version,
    string Provider,
    IReadOnlyList<SegmentReport> Segments,
    IReadOnlyList<StageReport> Stages,
    double Seconds,
    IReadOnlyList<string> Warnings,
    string? ProviderNote,
    IReadOnlyList<ProviderFailure> ProvidersRefused);

/// <param name="Label">In <c>labels.nii.gz</c>.</param>
public sealed record SegmentReport(int Label, string Name, int Voxels, double VolumeMl);

/// <param name="Stage">"read", the stages of the pipeline, "results".</param>
/// <param name="PeakMemoryMiB">The largest resident memory of this process during the stage; null where the system does not tell.</param>
public sealed record StageReport(string Stage, double Seconds, double? PeakMemoryMiB);
