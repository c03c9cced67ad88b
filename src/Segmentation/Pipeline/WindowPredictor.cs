using System.Globalization;
using System.Numerics.Tensors;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>
/// From windows to class planes: what happens to a window between being cut out and being blended is in here. The scores are the mean over the
/// networks of an ensemble and over the flips of the manifest's mirrorAxes.
/// </summary>
/// <param name="networks">The folds; one, where there is no ensemble.</param>
/// <param name="file">What messages name.</param>
internal sealed class WindowPredictor(IReadOnlyList<IInferenceSession> networks, ModelManifest manifest, string file)
{
    private readonly OutputSpec _output = manifest.Outputs[0];
    private readonly IReadOnlyList<Flip> _flips = Flip.Combinations(manifest.Network.MirrorAxes);

    /// <summary>Planes of a window that goes in.</summary>
    public int Channels => manifest.Inputs.Count;

    private bool ChannelsLast => manifest.Network.Layout is TensorLayout.Ndhwc or TensorLayout.Nhwc;

    /// <summary>Whether what runs the networks gains by several windows at once.</summary>
    public bool GainsByBatches => networks.All(n => n.Providers.InUse != "CPU");

    /// <exception cref="ModelException">A network has not the tensors that the manifest names.</exception>
    public void CheckSignature()
    {
        foreach (IInferenceSession network in networks)
        {
            Require("network.inputTensor", manifest.Network.InputTensor, network.Inputs);
            Require("outputs[0].tensor", _output.Tensor, network.Outputs);
        }
    }

    /// <param name="windows">[<paramref name="count"/>, C, z, y, x]. Not changed, and must not change until the task is done.</param>
    /// <param name="size">Shape of a window.</param>
    /// <exception cref="InferenceException">A run failed, or gave scores of another shape or scores that are no numbers.</exception>
    public async Task<WindowScores> PredictAsync(ReadOnlyMemory<float> windows, int count, VolumeShape size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(windows.Length, checked(count * Channels * size.Length));
        float[]? flipped = _flips.Count > 1 ? new float[windows.Length] : null;
        InferenceOutput? sum = null;
        bool complete = false;
        try
        {
            foreach (IInferenceSession network in networks)
            {
                foreach (Flip flip in _flips)
                {
                    ReadOnlyMemory<float> fed = windows;
                    if (flip != default)
                    {
                        flip.Copy(windows, size, flipped, cancellationToken);
                        fed = flipped;
                    }

                    fed = ChannelsLast ? Interleave.ToLast(fed, count, Channels) : fed;
                    InferenceOutput output = await network.RunAsync(manifest.Network.InputTensor, fed, ShapeOf(count, size), _output.Tensor, cancellationToken);
                    sum = Added(sum, output, network, flip, count, size, cancellationToken);
                }
            }

            complete = true;
            return new WindowScores(Mean(sum!.Values), sum.Values.Length / (count * size.Length), size.Length, sum);
        }
        finally
        {
            if (!complete)
            {
                sum?.Dispose();
            }
        }
    }

    // the first output is the one that is added to; it is that of the unflipped window
    private InferenceOutput Added(
        InferenceOutput? sum, InferenceOutput output, IInferenceSession network, Flip flip, int count, VolumeShape size, CancellationToken cancellationToken)
    {
        bool kept = false;
        try
        {
            Check(output, network, count, size);
            if (ChannelsLast)
            {
                Interleave.ToFirst(output.Values, count, output.Values.Length / (count * size.Length));
            }

            if (sum is null)
            {
                kept = true;
                return output;
            }

            if (sum.Values.Length != output.Values.Length)
            {
                throw Unusable(output, network, $"came as [{string.Join(", ", output.Shape)}], from the first network of the ensemble as [{string.Join(", ", sum.Shape)}].");
            }

            flip.AddTo(output.Values, size, sum.Values, cancellationToken);
            return sum;
        }
        finally
        {
            if (!kept)
            {
                output.Dispose();
            }
        }
    }

    private Memory<float> Mean(Memory<float> sum)
    {
        int runs = networks.Count * _flips.Count;
        if (runs > 1)
        {
            TensorPrimitives.Divide<float>(sum.Span, runs, sum.Span);
        }

        return sum;
    }

    private int[] ShapeOf(int count, VolumeShape size)
    {
        int[] axes = [.. Enumerable.Range(0, 3).Where(a => manifest.Window.Mode != WindowMode.Slices || a != manifest.Window.SliceAxis).Select(a => size[a])];
        return ChannelsLast ? [count, .. axes, Channels] : [count, Channels, .. axes];
    }

    // [n, classes, …] or, of a network that gives labels, [n, …]: planes as large as the window
    private void Check(InferenceOutput output, IInferenceSession network, int count, VolumeShape size)
    {
        (int classes, int rest) = Math.DivRem(output.Values.Length, count * size.Length);
        if (rest != 0 || classes == 0 || (_output.Channels is int expected && classes != expected))
        {
            throw Unusable(output, network, $"came as [{string.Join(", ", output.Shape)}]; expected are {_output.Channels?.ToString(CultureInfo.InvariantCulture) ?? "some"} channels of {size.Depth}x{size.Height}x{size.Width}.");
        }

        // a half of nothing is decided as background: a mask with a piece missing looks like a mask
        if (TensorPrimitives.IsNaNAny<float>(output.Values.Span))
        {
            throw Unusable(output, network, "holds values that are no numbers (NaN). The input may hold some, or the network's arithmetic overflows on this provider.");
        }
    }

    private InferenceException Unusable(InferenceOutput output, IInferenceSession network, string what) =>
        new($"{file}: {_output.Tensor} {what}", file, network.Providers.InUse);

    private void Require(string key, string name, IReadOnlyList<TensorFacts> tensors)
    {
        if (!tensors.Any(t => t.Name == name))
        {
            throw new ModelException(file, [new ManifestProblem(key, $"The network has no \"{name}\"; it has {string.Join(", ", tensors)}.")]);
        }
    }
}
