namespace DicomNode.Dicom.Iod;

/// <summary>How a result came about, beyond what <see cref="ResultIdentity"/> says.</summary>
public sealed record ResultProvenance
{
    /// <summary>What computed the network: CPU, CUDA, TensorRT.</summary>
    public string? Provider { get; init; }

    /// <summary>Of the algorithm, for the reader.</summary>
    public string? Parameters { get; init; }
}
