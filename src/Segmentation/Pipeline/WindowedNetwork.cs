using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Runs a network over a tensor, window by window, and puts the scores together.</summary>
internal sealed class WindowedNetwork(IInferenceSession session, ModelManifest manifest, string file)
{
    private readonly OutputSpec _output = manifest.Outputs[0];

    /// <param name="tensor">At least as large as the window.</param>
    /// <param name="done">Told the number of windows done and of all.</param>
    public async Task<Scores> RunAsync(Volume<float> tensor, Action<int, int> done, CancellationToken cancellationToken)
    {
        CheckSignature();
        var plan = WindowPlan.For(manifest.Window, tensor.Shape);
        done(0, plan.Count);
        if (plan.Count == 1)
        {
            InferenceOutput output = await PredictAsync(tensor.Values, tensor.Shape, cancellationToken);
            done(1, 1);
            return new Scores(PlanesOf(output, tensor.Shape), tensor.Shape, tensor.Geometry, output);
        }

        WindowSum? sum = null;
        var size = new VolumeShape(plan.Z[0].Length, plan.Y[0].Length, plan.X[0].Length);
        float[] window = new float[size.Length];
        int count = 0;
        foreach (WindowSpan z in plan.Z)
        {
            foreach (WindowSpan y in plan.Y)
            {
                foreach (WindowSpan x in plan.X)
                {
                    Windows.Cut(tensor.Values, tensor.Shape, (z.Start, y.Start, x.Start), window, size);
                    using InferenceOutput output = await PredictAsync(window, size, cancellationToken);
                    Memory<float>[] planes = PlanesOf(output, size);
                    sum ??= new WindowSum(planes.Length, tensor.Shape, size, manifest.Window.Mode == WindowMode.Tiles ? null : manifest.Window, plan);
                    sum.Add(planes, z, y, x, cancellationToken);
                    done(++count, plan.Count);
                }
            }
        }

        return sum!.ToScores(tensor.Geometry, cancellationToken);
    }

    private Task<InferenceOutput> PredictAsync(ReadOnlyMemory<float> values, VolumeShape size, CancellationToken cancellationToken)
    {
        int[] shape = manifest.Network.Layout == TensorLayout.Ncdhw
            ? [1, 1, size.Depth, size.Height, size.Width]
            : [1, 1, .. Enumerable.Range(0, 3).Where(a => a != manifest.Window.SliceAxis).Select(a => size[a])];
        return session.RunAsync(manifest.Network.InputTensor, values, shape, _output.Tensor, cancellationToken);
    }

    // [1, C, …] or, of a network that gives labels, [1, …]: C planes as large as the window
    private Memory<float>[] PlanesOf(InferenceOutput output, VolumeShape size)
    {
        (int channels, int rest) = Math.DivRem(output.Values.Length, size.Length);
        if (rest != 0 || channels == 0 || (_output.Channels is int expected && channels != expected))
        {
            output.Dispose();
            throw new InferenceException(
                $"{file}: {_output.Tensor} came as [{string.Join(", ", output.Shape)}]; expected are {_output.Channels?.ToString() ?? "some"} channels of {size.Depth}x{size.Height}x{size.Width}.",
                file, session.Providers.InUse);
        }

        return [.. Enumerable.Range(0, channels).Select(c => output.Values.Slice(c * size.Length, size.Length))];
    }

    private void CheckSignature()
    {
        foreach ((string key, string name, IReadOnlyList<TensorFacts> tensors) in new[]
        {
            ("network.inputTensor", manifest.Network.InputTensor, session.Inputs), ("outputs[0].tensor", _output.Tensor, session.Outputs),
        })
        {
            if (!tensors.Any(t => t.Name == name))
            {
                throw new ModelException(file, [new ManifestProblem(key, $"The network has no \"{name}\"; it has {string.Join(", ", tensors)}.")]);
            }
        }
    }
}
