namespace DicomNode.Segmentation.Pipeline;

/// <summary>What a run of the model may take.</summary>
public sealed record LimitsSpec
{
    public int? GpuMemoryMb { get; init; }

    public int? HostMemoryMb { get; init; }

    public int? TimeoutSeconds { get; init; }

    public long? MaxVoxels { get; init; }

    public bool CpuAllowed { get; init; } = true;

    public int MaxParallel { get; init; } = 1;
}
