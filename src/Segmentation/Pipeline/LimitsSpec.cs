namespace DicomNode.Segmentation.Pipeline;

/// <summary>What a run of the model may take.</summary>
public sealed record LimitsSpec
{
    /// <summary>For who sizes the machine; a run is not stopped by it.</summary>
    public int? GpuMemoryMb { get; init; }

    /// <inheritdoc cref="GpuMemoryMb"/>
    public int? HostMemoryMb { get; init; }

    public int? TimeoutSeconds { get; init; }

    public long? MaxVoxels { get; init; }

    public bool CpuAllowed { get; init; } = true;

    /// <summary>The most runs of the model at once. The node runs one.</summary>
    public int MaxParallel { get; init; } = 1;
}
