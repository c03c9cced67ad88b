using System.Text.Json;
using System.Text.Json.Serialization;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>The network file and the tensor it takes.</summary>
public sealed record NetworkSpec
{
    /// <summary>A file name inside the model's folder.</summary>
    public required string File { get; init; }

    /// <summary>64 hexadecimal digits, lower case. Given: the file is verified when the model is loaded.</summary>
    public string? Sha256 { get; init; }

    public long? SizeBytes { get; init; }

    public IReadOnlyList<NetworkFold> Ensemble { get; init; } = [];

    public EnsembleOn EnsembleOn { get; init; } = EnsembleOn.Logits;

    /// <summary>For the reader; the network file says it itself.</summary>
    public int? Opset { get; init; }

    public required string InputTensor { get; init; }

    public JsonElement? ExtraInputs { get; init; }

    public required TensorLayout Layout { get; init; }

    /// <summary>What the network's input tensor holds; it has to be what the network file says.</summary>
    public TensorType InputType { get; init; } = TensorType.Float32;

    public int? Channels { get; init; }

    /// <summary>The only spatial shape that the network takes; then <see cref="WindowSpec.Size"/> must be the same.</summary>
    public IReadOnlyList<int>? FixedShape { get; init; }

    /// <summary>The most windows at once that the network takes.</summary>
    public int MaxBatch { get; init; } = 1;

    /// <summary>fp16 and fp16-allowed: half precision where a provider gains by it (TensorRT). Others compute in float32, which is only more exact.</summary>
    public NetworkPrecision Precision { get; init; } = NetworkPrecision.Fp32;

    /// <summary>Tensor axes over whose flips the scores are averaged.</summary>
    public IReadOnlyList<int> MirrorAxes { get; init; } = [];

    public TritonSpec? Triton { get; init; }
}

/// <summary>A further network of the same shape, for an ensemble.</summary>
public sealed record NetworkFold
{
    public required string File { get; init; }

    public string? Sha256 { get; init; }
}

/// <summary>The same network behind a server of the KServe v2 protocol, for nodes whose configuration has servers (Inference:Triton:Urls). Then the file may be missing.</summary>
public sealed record TritonSpec
{
    /// <summary>Its name there.</summary>
    public required string Model { get; init; }

    /// <summary>Absent: the one that the server takes.</summary>
    public string? Version { get; init; }

    /// <summary>The server to ask first; it has to be one of the configuration.</summary>
    public string? Url { get; init; }

    /// <summary>Not supported: tensors go over HTTP.</summary>
    public bool SharedMemory { get; init; }
}

public enum EnsembleOn
{
    Logits,
    Probabilities,
    LabelsVote,
}

public enum TensorLayout
{
    [JsonStringEnumMemberName("NCDHW")]
    Ncdhw,
    [JsonStringEnumMemberName("NCHW")]
    Nchw,
    [JsonStringEnumMemberName("NDHWC")]
    Ndhwc,
    [JsonStringEnumMemberName("NHWC")]
    Nhwc,
}

public enum TensorType
{
    Float32,
    Float16,
}

public enum NetworkPrecision
{
    Fp32,
    [JsonStringEnumMemberName("fp16-allowed")]
    Fp16Allowed,
    Fp16,
}
