namespace DicomNode.Segmentation.Inference;

/// <summary>A network could not be loaded or run.</summary>
/// <param name="model">The network file, or the library where there is no model yet.</param>
/// <param name="provider">The provider that was in use, where one was.</param>
public sealed class InferenceException(
    string message, string model, string? provider = null, Exception? inner = null, InferenceFault fault = InferenceFault.Failed) : Exception(message, inner)
{
    public string Model { get; } = model;

    public string? Provider { get; } = provider;

    public InferenceFault Fault { get; } = fault;

    /// <summary>The same may work later without anybody's doing.</summary>
    public bool IsTransient => Fault == InferenceFault.Unavailable;
}

/// <summary>What a caller can do about it.</summary>
public enum InferenceFault
{
    /// <summary>Nothing: it fails again.</summary>
    Failed,

    /// <summary>Run less at once, or elsewhere.</summary>
    OutOfMemory,

    /// <summary>Try again later: a server does not answer.</summary>
    Unavailable,
}
