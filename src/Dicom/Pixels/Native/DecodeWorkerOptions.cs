namespace DicomNode.Dicom.Pixels.Native;

/// <summary>How worker processes are started, and what each may take.</summary>
public sealed record DecodeWorkerOptions
{
    /// <summary>A program that ends in <see cref="DecodeWorker.Run"/>.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments up to and including the verb; what <see cref="DecodeWorker.Run"/> reads is added.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables that a worker gets. It inherits none: what the node was told in its environment is not for code that reads foreign files.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Frames decoded at the same time.</summary>
    public int MaxWorkers { get; init; } = System.Environment.ProcessorCount;

    /// <summary>Bytes that a worker may take for a frame: codestream, samples, and what the library needs in between (JPEG 2000: about ten bytes a sample).</summary>
    public long MemoryLimit { get; init; } = 1L << 30;

    /// <summary>A frame that takes longer costs the worker its life. A slice takes milliseconds, a mammogram a second.</summary>
    public TimeSpan FrameLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From the start of the process to its greeting.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A worker without a frame for this long is let go; the next frame starts another one.</summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Told, from any thread, how a worker ended that was not let go.</summary>
    public Action<string> WorkerLost { get; init; } = static _ => { };
}
