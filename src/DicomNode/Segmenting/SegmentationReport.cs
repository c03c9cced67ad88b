using DicomNode.Gate;
using DicomNode.Segmentation.Inference;

namespace DicomNode.Segmenting;

/// <summary>The figures of a run; <c>report.json</c> is this record.</summary>
/// <param name="Model">Id of the model.</param>
/// <param name="Version">Of the model.</param>
/// <param name="Provider">What computed the network: CPU, CUDA, TensorRT, or the address of a server.</param>
/// <param name="Segments">In the manifest's order, those without a voxel included.</param>
/// <param name="Stages">In the order in which they ran.</param>
/// <param name="Seconds">All stages together.</param>
/// <param name="Findings">What a reader should look at before believing the result.</param>
/// <param name="ProviderNote">What else there is to say about the provider.</param>
/// <param name="ProvidersRefused">Those that were asked before, with what they answered.</param>
public sealed record SegmentationReport(
    string Model,
    string Version,
    string Provider,
    IReadOnlyList<SegmentReport> Segments,
    IReadOnlyList<StageReport> Stages,
    double Seconds,
    IReadOnlyList<GateFinding> Findings,
    string? ProviderNote,
    IReadOnlyList<ProviderFailure> ProvidersRefused);

/// <param name="Label">In <c>labels.nii.gz</c>.</param>
public sealed record SegmentReport(int Label, string Name, long Voxels, double VolumeMl)
{
    /// <summary>Of the values of the images, in <see cref="Unit"/>; null when a report of measurements is not asked for or there is no voxel.</summary>
    public double? Mean { get; init; }

    public double? StandardDeviation { get; init; }

    /// <summary>In UCUM; 1 is an arbitrary unit.</summary>
    public string? Unit { get; init; }

    /// <summary>Where the model's manifest asks for it.</summary>
    public double? MaximumDiameterMm { get; init; }
}

/// <param name="Stage">"read", the stages of the pipeline, "results".</param>
/// <param name="PeakMemoryMiB">The largest resident memory of this process during the stage; null where the system does not tell.</param>
public sealed record StageReport(string Stage, double Seconds, double? PeakMemoryMiB);
