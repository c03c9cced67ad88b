using System.ComponentModel.DataAnnotations;

namespace DicomNode.Configuration;

/// <summary>How networks are run.</summary>
public sealed class InferenceOptions
{
    /// <summary>Path of a <c>libonnxruntime.so</c> (1.17 or newer) to use; null takes the one that was built with the node.</summary>
    public string? Library { get; set; }

    /// <summary>Tried in this order; the first that the library and the machine have is used.</summary>
    [MinLength(1, ErrorMessage = "at least one of Cpu, Cuda, TensorRT")]
    public IReadOnlyList<InferenceProvider> Providers { get; set; } = [InferenceProvider.TensorRT, InferenceProvider.Cuda, InferenceProvider.Cpu];

    /// <summary>Refuse to work on the CPU, instead of being slow without a word.</summary>
    public bool RequireGpu { get; set; }

    /// <summary>Threads of a CPU run; 0 is one per core.</summary>
    [Range(0, 1024)]
    public int Threads { get; set; }
}
