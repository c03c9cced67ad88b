namespace DicomNode.Segmentation.Inference;

/// <summary>Libraries have no code for a lack of memory; these are the words in which they say it.</summary>
internal static class MemoryTexts
{
    private static readonly string[] s_words =
    [
        "Failed to allocate memory", "bad_alloc", "bad allocation", // ONNX Runtime's arena, the C++ library
        "out of memory", "OutOfMemory", "OUT_OF_MEMORY", "_ALLOC_FAILED", // CUDA, TensorRT, cuDNN and cuBLAS
    ];

    public static InferenceFault FaultOf(string message) =>
        s_words.Any(w => message.Contains(w, StringComparison.OrdinalIgnoreCase)) ? InferenceFault.OutOfMemory : InferenceFault.Failed;
}
