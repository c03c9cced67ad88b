using DicomNode.Segmentation.Inference;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>The networks of a model, as an engine is asked for them.</summary>
public static class ModelNetworks
{
    private const long MiB = 1L << 20;

    /// <summary>The model's network, lent until the session is disposed of.</summary>
    /// <exception cref="InferenceException">No provider takes it.</exception>
    public static Task<IInferenceSession> OpenNetworkAsync(this ModelFolder model, IInferenceEngine engine, CancellationToken cancellationToken) =>
        engine.OpenAsync(model.Request(), cancellationToken);

    /// <summary>What the manifest says about how the network is run.</summary>
    public static NetworkRequest Request(this ModelFolder model) => Request(model.Manifest, model.NetworkFile, model.Manifest.Network.Sha256);

    /// <param name="file">The network, or a further one of the model with the same tensors.</param>
    /// <param name="sha256">Of that file, where the manifest gives it.</param>
    public static NetworkRequest Request(ModelManifest manifest, string file, string? sha256) => new(file)
    {
        Sha256 = sha256,
        InputTensor = manifest.Network.InputTensor,
        InputShape = ShapeOf(manifest),
        Float16 = manifest.Network.Precision != NetworkPrecision.Fp32,
        CpuAllowed = manifest.Limits.CpuAllowed,
        MemoryBytes = (manifest.Limits.GpuMemoryMb ?? manifest.Limits.HostMemoryMb) is int mb ? mb * MiB : null,
    };

    /// <summary>The one shape that all runs have, [batch, channels, …]; null when it depends on the series.</summary>
    internal static IReadOnlyList<int>? ShapeOf(ModelManifest manifest)
    {
        int channels = manifest.Network.Channels ?? manifest.Inputs.Count;
        return (manifest.Window, manifest.Network.Layout) switch
        {
            ({ Mode: WindowMode.Sliding or WindowMode.Slices, Size: { } size }, TensorLayout.Ncdhw or TensorLayout.Nchw) => [manifest.Window.Batch, channels, .. size],
            ({ Mode: WindowMode.Sliding or WindowMode.Slices, Size: { } size }, _) => [manifest.Window.Batch, .. size, channels],
            _ => null,
        };
    }
}
