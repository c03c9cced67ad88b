namespace DicomNode.Segmentation.Inference;

/// <summary>Runs networks. What is loaded is kept while there is room for it, so that opening the same network again is free.</summary>
public interface IInferenceEngine : IDisposable
{
    /// <summary>The network ready to run, lent until the session is disposed of. Loading may take minutes where a provider builds an engine.</summary>
    /// <exception cref="InferenceException">No provider takes the network, or the file is none.</exception>
    Task<IInferenceSession> OpenAsync(NetworkRequest network, CancellationToken cancellationToken);
}
