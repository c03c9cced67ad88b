using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Runs a network over a tensor, window by window, and puts the scores together.</summary>
internal sealed class WindowedNetwork(WindowPredictor predictor, WindowSpec window)
{
    /// <summary>No voxel of a tensor of this shape gets scores from two windows.</summary>
    public bool IsDisjoint(VolumeShape tensor) => WindowPlan.For(window, tensor).IsDisjoint;

    /// <summary>Scores of the whole tensor.</summary>
    /// <param name="tensor">At least as large as the window.</param>
    /// <param name="done">Told the number of windows done and of all.</param>
    public async Task<Scores> ScoresAsync(PreparedTensor tensor, Action<int, int> done, CancellationToken cancellationToken)
    {
        var plan = WindowPlan.For(window, tensor.Shape);
        if (plan.Count == 1)
        {
            predictor.CheckSignature();
            done(0, 1);
            WindowScores scores = await predictor.PredictAsync(Whole(tensor), 1, tensor.Shape, cancellationToken);
            done(1, 1);
            return new Scores(scores.Planes(), tensor.Shape, tensor.Geometry, scores);
        }

        WindowSum? sum = null;
        await EachWindowAsync(tensor, plan, (planes, z, y, x) =>
        {
            sum ??= new WindowSum(planes.Length, tensor.Shape, plan.Size, window, plan);
            sum.Add(planes, z, y, x, cancellationToken);
        }, done, cancellationToken);
        return sum!.ToScores(tensor.Geometry, cancellationToken);
    }

    /// <summary>Labels of the whole tensor, decided window by window, so that scores are never kept. For windows that overlap nowhere.</summary>
    /// <param name="tensor">At least as large as the window.</param>
    /// <param name="decide">From the scores of a window to its labels.</param>
    /// <param name="done">Told the number of windows done and of all.</param>
    public async Task<Memory<ushort>> LabelsAsync(PreparedTensor tensor, Func<Scores, Memory<ushort>> decide, Action<int, int> done, CancellationToken cancellationToken)
    {
        var plan = WindowPlan.For(window, tensor.Shape);
        ushort[] labels = new ushort[tensor.Shape.Length];
        await EachWindowAsync(tensor, plan, (planes, z, y, x) =>
        {
            using var scores = new Scores(planes, plan.Size, tensor.Geometry);
            Windows.Paste(decide(scores).Span, plan.Size, (z.Start, y.Start, x.Start), labels, tensor.Shape, (z.KeepFrom, y.KeepFrom, x.KeepFrom), (z.KeepTo, y.KeepTo, x.KeepTo));
        }, done, cancellationToken);
        return labels;
    }

    private async Task EachWindowAsync(
        PreparedTensor tensor, WindowPlan plan, Action<Memory<float>[], WindowSpan, WindowSpan, WindowSpan> take, Action<int, int> done, CancellationToken cancellationToken)
    {
        predictor.CheckSignature();
        float[] piece = new float[tensor.Channels.Count * plan.Size.Length];
        int count = 0;
        done(0, plan.Count);
        foreach ((WindowSpan z, WindowSpan y, WindowSpan x) in plan.Windows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int c = 0; c < tensor.Channels.Count; c++)
            {
                Windows.Cut(tensor.Channels[c], tensor.Shape, (z.Start, y.Start, x.Start), piece.AsSpan(c * plan.Size.Length, plan.Size.Length), plan.Size);
            }

            using WindowScores scores = await predictor.PredictAsync(piece, 1, plan.Size, cancellationToken);
            take(scores.Planes(), z, y, x);
            done(++count, plan.Count);
        }
    }

    // a single channel is fed as it lies
    private static ReadOnlyMemory<float> Whole(PreparedTensor tensor)
    {
        if (tensor.Channels is [var only])
        {
            return only;
        }

        float[] all = new float[checked(tensor.Channels.Count * tensor.Shape.Length)];
        for (int c = 0; c < tensor.Channels.Count; c++)
        {
            tensor.Channels[c].CopyTo(all.AsMemory(c * tensor.Shape.Length));
        }

        return all;
    }
}
