using System.Text.Json.Serialization;

namespace DicomNode.Segmentation.Inference.KServe;

// The documents of the KServe v2 protocol ("Open Inference Protocol") that we read and write, with the binary tensor data extension.

internal sealed record ModelDocument(string? Name, IReadOnlyList<TensorDocument>? Inputs, IReadOnlyList<TensorDocument>? Outputs);

/// <param name="Datatype">"FP32", "FP16", "INT64", …</param>
internal sealed record TensorDocument(string? Name, string? Datatype, IReadOnlyList<long>? Shape, TensorParameters? Parameters = null);

internal sealed record TensorParameters(
    [property: JsonPropertyName("binary_data_size")] long? BinaryDataSize = null, [property: JsonPropertyName("binary_data")] bool? BinaryData = null);

internal sealed record InferDocument(IReadOnlyList<TensorDocument>? Inputs, IReadOnlyList<TensorDocument>? Outputs);

internal sealed record ErrorDocument(string? Error);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelDocument))]
[JsonSerializable(typeof(InferDocument))]
[JsonSerializable(typeof(ErrorDocument))]
internal sealed partial class KServeJson : JsonSerializerContext;
