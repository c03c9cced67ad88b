namespace DicomNode.Segmentation.Inference;

/// <summary>Runs networks. Sessions are kept, so opening the same file again is free.</summary>
public interface IInferenceEngine : IDisposable
{
    /// <summary>The network ready to run. The engine owns the session; do not dispose of it.</summary>
    /// <exception cref="InferenceException">No provider takes the network, or the file is none.</exception>
    IInferenceSession Open(string networkFile);
}
