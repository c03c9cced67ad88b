using DicomNode.Segmentation.Inference;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Loads a model's networks and runs one window of zeros on each, so that what takes long the first time (building an engine, choosing kernels) is not waited for by a series.</summary>
public static class ModelWarmUp
{
    /// <param name="loaded">Called when the network is loaded and the window begins.</param>
    /// <exception cref="InferenceException">No provider runs the network.</exception>
    /// <exception cref="ModelException">It has not the tensors that the manifest names.</exception>
    public static async Task<WarmUpResult> RunAsync(ModelFolder model, IInferenceEngine engine, TimeProvider clock, Action loaded, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        using LentNetworks networks = await model.OpenNetworksAsync(engine, cancellationToken);
        TimeSpan loading = clock.GetElapsedTime(start);
        if (ModelNetworks.ShapeOf(model.Manifest) is not { } shape)
        {
            return new(networks.Providers, loading, null); // the size depends on the series
        }

        loaded();
        start = clock.GetTimestamp();
        foreach (IInferenceSession session in networks.Sessions)
        {
            // a GPU works on the whole batch; for the CPU one window says as much
            int[] fed = [session.Providers.InUse == "CPU" ? 1 : shape[0], .. shape.Skip(1)];
            using InferenceOutput output = await session.RunAsync(
                model.Manifest.Network.InputTensor, new float[fed.Aggregate(1, (a, b) => checked(a * b))], fed, model.Manifest.Outputs[0].Tensor, cancellationToken);
        }

        return new(networks.Providers, loading, clock.GetElapsedTime(start));
    }
}

/// <param name="Providers">What runs it.</param>
/// <param name="Loading">Until it could be run.</param>
/// <param name="Window">The first runs; null: the window has no size of its own.</param>
public sealed record WarmUpResult(ProviderReport Providers, TimeSpan Loading, TimeSpan? Window);
