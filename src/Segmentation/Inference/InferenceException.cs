namespace DicomNode.Segmentation.Inference;

/// <summary>A network could not be loaded or run.</summary>
/// <param name="model">The network file, or the library where there is no model yet.</param>
/// <param name="provider">The provider that was in use, where one was.</param>
public sealed class InferenceException(string message, string model, string? provider = null, Exception? inner = null) : Exception(message, inner)
{
    public string Model { get; } = model;

    public string? Provider { get; } = provider;
}
