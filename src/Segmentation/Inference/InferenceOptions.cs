using System.ComponentModel.DataAnnotations;

namespace DicomNode.Segmentation.Inference;

/// <summary>How networks are run.</summary>
public sealed class InferenceOptions
{
    public const string Section = "Inference";

    /// <summary>Path of libonnxruntime.so, 1.17 or later; null: the one that came with the program.</summary>
    public string? Library { get; set; }

    /// <summary>In this order the first that works is taken: "TensorRT", "CUDA", "CPU". Null: all three.</summary>
    [MinLength(1, ErrorMessage = "at least one of TensorRT, CUDA, CPU")]
    public IReadOnlyList<string>? Providers { get; set; }

    /// <summary>Fail rather than fall back to the CPU, for a whole network or for a part of it.</summary>
    public bool RequireGpu { get; set; }

    /// <summary>Threads for one network run; 0: as many as there are cores.</summary>
    [Range(0, 1024)]
    public int Threads { get; set; }

    /// <summary>
    /// Memory that networks which nobody runs may stay loaded in, in MiB; 0: half of the machine's. The least recently used goes first. A network counts with twice its file,
    /// or with what its manifest says under limits.
    /// </summary>
    [Range(0, 1 << 24)]
    public int ModelMemoryMiB { get; set; }

    /// <summary>Load the models of the routes at the start, while the node receives already. Readiness waits for them.</summary>
    public bool Warm { get; set; } = true;

    /// <summary>
    /// Memory that the whole process may hold, such as "6 GiB" or "900 MiB". A segmentation that is foretold to need more is refused with the numbers instead of being killed.
    /// Null: what the machine has, or its control group.
    /// </summary>
    [RegularExpression(@"\s*\d+(\.\d+)?\s*(MiB|GiB)\s*", ErrorMessage = "a number with MiB or GiB, such as 6 GiB")]
    public string? MemoryLimit { get; set; }

    /// <summary>Servers for the models whose manifest has network.triton.</summary>
    public TritonOptions Triton { get; set; } = new();
}
