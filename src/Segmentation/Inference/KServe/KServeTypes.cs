namespace DicomNode.Segmentation.Inference.KServe;

/// <summary>Element types as the protocol and as ONNX name them.</summary>
internal static class KServeTypes
{
    private static readonly (string Theirs, string Ours)[] s_names =
    [
        ("FP32", "float32"), ("FP16", "float16"), ("FP64", "float64"), ("BOOL", "bool"), ("UINT8", "uint8"), ("INT8", "int8"),
        ("UINT16", "uint16"), ("INT16", "int16"), ("UINT32", "uint32"), ("INT32", "int32"), ("UINT64", "uint64"), ("INT64", "int64"),
    ];

    /// <returns>The protocol's own word where ONNX has none.</returns>
    public static string ToOnnx(string theirs) => s_names.FirstOrDefault(n => n.Theirs == theirs).Ours ?? theirs;

    public static TensorFacts ToFacts(TensorDocument tensor) => new(tensor.Name ?? "", tensor.Shape ?? [], ToOnnx(tensor.Datatype ?? ""));
}
