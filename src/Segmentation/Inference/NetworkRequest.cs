namespace DicomNode.Segmentation.Inference;

/// <summary>A network to load, and what is known beforehand about how it will be run.</summary>
/// <param name="File">The ONNX file.</param>
public sealed record NetworkRequest(string File)
{
    /// <summary>Of <see cref="File"/>, where somebody verified it already; null: it is computed where it is needed.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The tensor that will be fed.</summary>
    public string? InputTensor { get; init; }

    /// <summary>The tensor that will be read.</summary>
    public string? OutputTensor { get; init; }

    /// <summary>The one shape of <see cref="InputTensor"/>, largest batch first, [N, C, z, y, x]; null: shapes vary. A GPU builds its code for it.</summary>
    public IReadOnlyList<int>? InputShape { get; init; }

    /// <summary>Half precision may be computed with, where a provider gains by it.</summary>
    public bool Float16 { get; init; }

    /// <summary>Whether the CPU is an answer where no GPU works.</summary>
    public bool CpuAllowed { get; init; } = true;

    /// <summary>Memory of the network and its runs, where somebody declared it; null: it is estimated.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Where a server can run it; null: it runs here.</summary>
    public RemoteNetwork? Remote { get; init; }

    /// <summary>File, size and time: another text when the file has changed.</summary>
    internal string Stamp => new FileInfo(File) is { Exists: true } file ? $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}" : File;

    /// <summary>Two requests of one text can share what is loaded.</summary>
    internal string Key => $"{Stamp}|{InputTensor}|{string.Join('x', InputShape ?? [])}|{Float16}|{CpuAllowed}";
}
