using System.Text.Json.Serialization;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>What the results say about the algorithm that made them. PS3.3 §10.16.</summary>
public sealed record AlgorithmSpec
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    public string? Source { get; init; }

    public CodeSpec? Family { get; init; }

    public AlgorithmType Type { get; init; } = AlgorithmType.Automatic;

    /// <summary>For the reader.</summary>
    public string? Parameters { get; init; }
}

public enum AlgorithmType
{
    [JsonStringEnumMemberName("AUTOMATIC")]
    Automatic,
    [JsonStringEnumMemberName("SEMIAUTOMATIC")]
    Semiautomatic,
}
