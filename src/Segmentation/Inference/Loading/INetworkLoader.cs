namespace DicomNode.Segmentation.Inference.Loading;

/// <summary>Makes sessions of network files. Blocks while it does.</summary>
internal interface INetworkLoader
{
    /// <param name="request">The network.</param>
    /// <param name="refused">Providers that are not asked again, because they had no memory for a run.</param>
    /// <returns>A session on the first provider that takes the network; the caller's to dispose of.</returns>
    /// <exception cref="InferenceException">None takes it, or the file is no network.</exception>
    IInferenceSession Load(NetworkRequest request, IReadOnlyList<ProviderFailure> refused);
}
