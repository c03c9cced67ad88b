namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>A call of ONNX Runtime failed. Stays inside this folder; others see <see cref="InferenceException"/>.</summary>
/// <param name="code">OrtErrorCode: 1 fail, 2 invalid argument, 3 no such file, 7 invalid protobuf, …</param>
internal sealed class OrtStatusException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;
}
