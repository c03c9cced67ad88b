using System.Globalization;
using System.Numerics.Tensors;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Runs a network over a tensor, window by window, and puts the scores together.</summary>
internal sealed class WindowedNetwork(IInferenceSession session, ModelManifest manifest, string file)
{
    private readonly OutputSpec _output = manifest.Outputs[0];

    /// <summary>No voxel of a tensor of this shape gets scores from two windows.</summary>
    public bool IsDisjoint(VolumeShape tensor) => WindowPlan.For(manifest.Window, tensor).IsDisjoint;

    /// <summary>Scores of the whole tensor.</summary>
    /// <param name="tensor">At least as large as the window.</param>
    /// <param name="done">Told the number of windows done and of all.</param>
    public async Task<Scores> ScoresAsync(Volume<float> tensor, Action<int, int> done, CancellationToken cancellationToken)
    {
        var plan = WindowPlan.For(manifest.Window, tensor.Shape);
        if (plan.Count == 1)
        {
            CheckSignature();
            done(0, 1);
            InferenceOutput output = await PredictAsync(tensor.Values, tensor.Shape, cancellationToken);
            done(1, 1);
            return new Scores(PlanesOf(output, tensor.Shape), tensor.Shape, tensor.Geometry, output);
        }

        WindowSum? sum = null;
        await EachWindowAsync(tensor, plan, (planes, z, y, x) =>
        {
            sum ??= new WindowSum(planes.Length, tensor.Shape, plan.Size, manifest.Window, plan);
            sum.Add(planes, z, y, x, cancellationToken);
        }, done, cancellationToken);
        return sum!.ToScores(tensor.Geometry, cancellationToken);
    }

    /// <summary>Labels of the whole tensor, decided window by window, so that scores are never kept. For windows that overlap nowhere.</summary>
    /// <param name="tensor">At least as large as the window.</param>
    /// <param name="decide">From the scores of a window to its labels.</param>
    /// <param name="done">Told the number of windows done and of all.</param>
    public async Task<Memory<ushort>> LabelsAsync(Volume<float> tensor, Func<Scores, Memory<ushort>> decide, Action<int, int> done, CancellationToken cancellationToken)
    {
        var plan = WindowPlan.For(manifest.Window, tensor.Shape);
        ushort[] labels = new ushort[tensor.Shape.Length];
        await EachWindowAsync(tensor, plan, (planes, z, y, x) =>
        {
            using var scores = new Scores(planes, plan.Size, tensor.Geometry);
            Windows.Paste(decide(scores).Span, plan.Size, (z.Start, y.Start, x.Start), labels, tensor.Shape, (z.KeepFrom, y.KeepFrom, x.KeepFrom), (z.KeepTo, y.KeepTo, x.KeepTo));
        }, done, cancellationToken);
        return labels;
    }

    private async Task EachWindowAsync(
        Volume<float> tensor, WindowPlan plan, Action<Memory<float>[], WindowSpan, WindowSpan, WindowSpan> take, Action<int, int> done, CancellationToken cancellationToken)
    {
        CheckSignature();
        float[] window = new float[plan.Size.Length];
        int count = 0;
        done(0, plan.Count);
        foreach ((WindowSpan z, WindowSpan y, WindowSpan x) in plan.Windows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Windows.Cut(tensor.Values, tensor.Shape, (z.Start, y.Start, x.Start), window, plan.Size);
            using InferenceOutput output = await PredictAsync(window, plan.Size, cancellationToken);
            take(PlanesOf(output, plan.Size), z, y, x);
            done(++count, plan.Count);
        }
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
            throw Unusable(output, $"came as [{string.Join(", ", output.Shape)}]; expected are {_output.Channels?.ToString(CultureInfo.InvariantCulture) ?? "some"} channels of {size.Depth}x{size.Height}x{size.Width}.");
        }

        // a half of nothing is decided as background: a mask with a piece missing looks like a mask
        if (TensorPrimitives.IsNaNAny<float>(output.Values.Span))
        {
            throw Unusable(output, "holds values that are no numbers (NaN). The input may hold some, or the network's arithmetic overflows on this provider.");
        }

        return [.. Enumerable.Range(0, channels).Select(c => output.Values.Slice(c * size.Length, size.Length))];
    }

    private InferenceException Unusable(InferenceOutput output, string what)
    {
        output.Dispose();
        return new InferenceException($"{file}: {_output.Tensor} {what}", file, session.Providers.InUse);
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
