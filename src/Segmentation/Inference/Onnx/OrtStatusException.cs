using System.Text.RegularExpressions;

namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>A call of ONNX Runtime failed. Stays inside this folder; others see <see cref="InferenceException"/>.</summary>
/// <param name="code">OrtErrorCode: 1 fail, 2 invalid argument, 3 no such file, 7 invalid protobuf, …</param>
internal sealed partial class OrtStatusException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;

    /// <summary>The message on one line, without the place in the library's source where it was thrown.</summary>
    public string Words => SpacePattern().Replace(PlacePattern().Replace(Message, ""), " ").Trim();

    [GeneratedRegex(@"\A/\S+:\d+ .*?\[ONNXRuntimeError\] : \d+ : \w+ : ", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex PlacePattern();

    [GeneratedRegex(@"\s+")]
    private static partial Regex SpacePattern();
}
