using DicomNode.Segmentation.Inference.KServe;
using DicomNode.Segmentation.Inference.Onnx;

namespace DicomNode.Segmentation.Inference;

/// <summary>Networks where they belong: on the servers of the configuration when the manifest names one and there are any, else here. The library is loaded when it is first needed.</summary>
public sealed class InferenceEngine : IInferenceEngine
{
    private readonly Lazy<OnnxEngine> _local;
    private readonly KServeEngine _remote;

    /// <param name="options">What the configuration says.</param>
    /// <param name="engineFolder">Where engines that a provider builds are kept; null: nowhere.</param>
    public InferenceEngine(InferenceOptions options, string? engineFolder)
    {
        _local = new(() => OnnxEngine.Load(options, engineFolder));
        _remote = new(options.Triton);
    }

    /// <summary>The engine for networks that run here.</summary>
    /// <exception cref="InferenceException">The library is missing or unfit.</exception>
    public OnnxEngine Local => _local.Value;

    /// <summary>Whether a network would be sent to a server.</summary>
    public bool IsRemote(NetworkRequest network) => network.Remote is not null && _remote.HasServers;

    public Task<IInferenceSession> OpenAsync(NetworkRequest network, CancellationToken cancellationToken) =>
        IsRemote(network) ? _remote.OpenAsync(network, cancellationToken)
        : network.Remote is null || File.Exists(network.File) ? Local.OpenAsync(network, cancellationToken)
        : throw new InferenceException($"{network.File} is not here, and Inference:Triton:Urls names no server for network.triton.model {network.Remote.Model}.", network.File);

    /// <inheritdoc cref="KServeEngine.HealthAsync"/>
    public Task<(Uri Address, string? Problem)[]> ServersAsync(CancellationToken cancellationToken) => _remote.HealthAsync(cancellationToken);

    public void Dispose()
    {
        _remote.Dispose();
        if (_local.IsValueCreated)
        {
            _local.Value.Dispose();
        }
    }
}
