using DicomNode.Segmentation.Inference;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>The networks of a model, as an engine is asked for them.</summary>
public static class ModelNetworks
{
    private const long MiB = 1L << 20;

    /// <summary>The model's network, lent until the session is disposed of.</summary>
    /// <exception cref="InferenceException">No provider takes it.</exception>
    /// <exception cref="ModelException">It has not the tensors that the manifest names.</exception>
    public static Task<IInferenceSession> OpenNetworkAsync(this ModelFolder model, IInferenceEngine engine, CancellationToken cancellationToken) =>
        OpenAsync(model.Manifest, model.Request(), engine, cancellationToken);

    /// <inheritdoc cref="OpenNetworkAsync"/>
    /// <param name="request">The model's network, or a further one.</param>
    public static async Task<IInferenceSession> OpenAsync(ModelManifest manifest, NetworkRequest request, IInferenceEngine engine, CancellationToken cancellationToken)
    {
        IInferenceSession session = await engine.OpenAsync(request, cancellationToken);
        ManifestProblem[] problems = [.. Problems(manifest, request, session)];
        if (problems.Length == 0)
        {
            return session;
        }

        session.Dispose();
        throw new ModelException(request.File, problems);
    }

    /// <summary>The networks whose logits are averaged: the model's and its folds, all lent until this is disposed of.</summary>
    /// <exception cref="InferenceException">No provider takes one of them.</exception>
    /// <exception cref="ModelException">One has not the tensors that the manifest names.</exception>
    public static async Task<LentNetworks> OpenNetworksAsync(this ModelFolder model, IInferenceEngine engine, CancellationToken cancellationToken)
    {
        List<IInferenceSession> sessions = [await model.OpenNetworkAsync(engine, cancellationToken)];
        var lent = new LentNetworks(sessions);
        try
        {
            foreach (NetworkFold fold in model.Manifest.Network.Ensemble)
            {
                sessions.Add(await OpenAsync(model.Manifest, Request(model.Manifest, Path.Combine(model.Path, fold.File), fold.Sha256), engine, cancellationToken));
            }

            LentNetworks whole = lent;
            lent = null;
            return whole;
        }
        finally
        {
            lent?.Dispose();
        }
    }

    /// <summary>What the manifest says about how the network is run.</summary>
    public static NetworkRequest Request(this ModelFolder model) => Request(model.Manifest, model.NetworkFile, model.Manifest.Network.Sha256);

    /// <param name="file">The network, or a further one of the model with the same tensors.</param>
    /// <param name="sha256">Of that file, where the manifest gives it.</param>
    public static NetworkRequest Request(ModelManifest manifest, string file, string? sha256) => new(file)
    {
        Sha256 = sha256,
        InputTensor = manifest.Network.InputTensor,
        OutputTensor = manifest.Outputs[0].Tensor,
        InputShape = ShapeOf(manifest),
        Float16 = manifest.Network.Precision != NetworkPrecision.Fp32,
        CpuAllowed = manifest.Limits.CpuAllowed,
        MemoryBytes = (manifest.Limits.GpuMemoryMb ?? manifest.Limits.HostMemoryMb) is int mb ? mb * MiB : null,
        Remote = manifest.Network.Triton is { } triton ? new(triton.Model, triton.Version, triton.Url) : null,
    };

    private static IEnumerable<ManifestProblem> Problems(ModelManifest manifest, NetworkRequest request, IInferenceSession session)
    {
        string declared = manifest.Network.InputType == TensorType.Float16 ? "float16" : "float32";
        foreach ((string key, string sentence) in Signature.Problems(request, session.Inputs, session.Outputs))
        {
            yield return new(key, sentence);
        }

        if (session.Inputs.FirstOrDefault(t => t.Name == request.InputTensor) is TensorFacts input && input.ElementType != declared)
        {
            yield return new("network.inputType", $"{declared}; the network takes {input}.");
        }
    }

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
