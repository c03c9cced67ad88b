namespace DicomNode.Configuration;

/// <summary>What runs the network; names as in ONNX Runtime.</summary>
public enum InferenceProvider
{
    Cpu,
    Cuda,
    TensorRT,
}
