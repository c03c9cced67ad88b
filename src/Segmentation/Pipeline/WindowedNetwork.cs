using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Slabs;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Runs a network over a tensor, window by window. While it works on one window the scores of the one before are blended and the next one is cut out.</summary>
internal sealed class WindowedNetwork(WindowPredictor predictor, WindowSpec window)
{
    /// <summary>Scores in slabs, as they become final.</summary>
    /// <param name="tensor">At least as large as the window.</param>
    /// <param name="done">Told the number of windows done and of all.</param>
    /// <returns>When the network is done, a task that is done when the sink has taken all.</returns>
    public async Task<Task> RunAsync(PreparedTensor tensor, ISlabSink sink, Action<int, int> done, CancellationToken cancellationToken)
    {
        var plan = WindowPlan.For(window, tensor.Shape);
        if (plan.Count == 1)
        {
            WindowScores scores = await WholeAsync(tensor, done, cancellationToken);
            return Task.Run(() =>
            {
                using (scores)
                {
                    sink.Take(ScoreRing.Over(scores.Planes(), tensor.Shape, sink.SliceAxis), tensor.Shape[sink.SliceAxis], Everything(cancellationToken));
                }
            }, cancellationToken);
        }

        var ring = RingPlan.For(plan, tensor.Shape, sink.RowAxis);
        var feed = new SlabFeed(plan, ring, tensor.Shape, window, sink);
        return await EachWindowAsync(tensor, plan, ring, (planes, at, options) => feed.Add(planes, at.Z, at.Y, at.X, at.Final, options), done, cancellationToken);
    }

    /// <summary>Scores of the whole tensor.</summary>
    /// <param name="tensor">At least as large as the window.</param>
    /// <param name="done">Told the number of windows done and of all.</param>
    public async Task<Scores> ScoresAsync(PreparedTensor tensor, Action<int, int> done, CancellationToken cancellationToken)
    {
        var plan = WindowPlan.For(window, tensor.Shape);
        if (plan.Count == 1)
        {
            WindowScores scores = await WholeAsync(tensor, done, cancellationToken);
            return new Scores(scores.Planes(), tensor.Shape, tensor.Geometry, scores);
        }

        var all = new RingPlan(0, tensor.Shape.Depth);
        var feed = new SlabFeed(plan, all, tensor.Shape, window, null);
        await await EachWindowAsync(tensor, plan, all, (planes, at, options) => feed.Add(planes, at.Z, at.Y, at.X, at.Final, options), done, cancellationToken);
        return new Scores(feed.Ring.ToPlanes(Everything(cancellationToken)), tensor.Shape, tensor.Geometry);
    }

    /// <summary>Labels of the whole tensor, decided window by window, so that scores are never kept. For windows that overlap nowhere.</summary>
    /// <param name="tensor">At least as large as the window.</param>
    /// <param name="decide">From the scores of a window to its labels.</param>
    /// <param name="done">Told the number of windows done and of all.</param>
    public async Task<Memory<ushort>> LabelsAsync(PreparedTensor tensor, Func<Scores, Memory<ushort>> decide, Action<int, int> done, CancellationToken cancellationToken)
    {
        var plan = WindowPlan.For(window, tensor.Shape);
        ushort[] labels = new ushort[tensor.Shape.Length];
        await await EachWindowAsync(tensor, plan, new RingPlan(0, 0), (planes, at, _) =>
        {
            using var scores = new Scores(planes, plan.Size, tensor.Geometry);
            (WindowSpan z, WindowSpan y, WindowSpan x) = (at.Z, at.Y, at.X);
            Windows.Paste(decide(scores).Span, plan.Size, (z.Start, y.Start, x.Start), labels, tensor.Shape, (z.KeepFrom, y.KeepFrom, x.KeepFrom), (z.KeepTo, y.KeepTo, x.KeepTo));
        }, done, cancellationToken);
        return labels;
    }

    private async Task<WindowScores> WholeAsync(PreparedTensor tensor, Action<int, int> done, CancellationToken cancellationToken)
    {
        predictor.CheckSignature();
        done(0, 1);
        WindowScores scores = await predictor.PredictAsync(Whole(tensor), 1, tensor.Shape, cancellationToken);
        done(1, 1);
        return scores;
    }

    private async Task<Task> EachWindowAsync(
        PreparedTensor tensor, WindowPlan plan, RingPlan order, Action<Memory<float>[], (WindowSpan Z, WindowSpan Y, WindowSpan X, int? Final), ParallelOptions> take,
        Action<int, int> done, CancellationToken cancellationToken)
    {
        predictor.CheckSignature();
        (WindowSpan Z, WindowSpan Y, WindowSpan X, int? Final)[] windows = [.. order.Windows(plan, tensor.Shape)];
        int batch = Math.Min(predictor.GainsByBatches ? window.Batch : 1, windows.Length), each = tensor.Channels.Count * plan.Size.Length;
        float[][] pieces = [.. Enumerable.Range(0, 2).Select(_ => new float[checked(batch * each)])]; // one is fed while the other is cut
        Task taken = Task.CompletedTask;
        bool isDone = false;
        done(0, windows.Length);
        try
        {
            CutBatch(0, pieces[0]);
            for (int from = 0, turn = 0; from < windows.Length; from += batch, turn ^= 1)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int count = Math.Min(batch, windows.Length - from);
                Task<WindowScores> running = predictor.PredictAsync(pieces[turn].AsMemory(0, count * each), count, plan.Size, cancellationToken);
                CutBatch(from + batch, pieces[turn ^ 1]);
                taken = await AfterAsync(taken, running, new(windows, from, count));
                done(from + count, windows.Length);
            }

            isDone = true;
            return taken;
        }
        finally
        {
            if (!isDone)
            {
                await taken.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        void CutBatch(int from, float[] piece)
        {
            for (int i = from; i < Math.Min(from + batch, windows.Length); i++)
            {
                Cut(tensor, windows[i], plan.Size, piece.AsSpan((i - from) * each, each));
            }
        }

        // scores of two batches at most: those that are taken and those that the network makes meanwhile
        async Task<Task> AfterAsync(Task before, Task<WindowScores> running, ArraySegment<(WindowSpan Z, WindowSpan Y, WindowSpan X, int? Final)> at)
        {
            WindowScores scores = await running;
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!before.IsCompletedSuccessfully)
            {
                scores.Dispose();
                await before; // throws
            }

            return Task.Run(() =>
            {
                using (scores)
                {
                    for (int i = 0; i < at.Count; i++)
                    {
                        take(scores.Planes(i), at[i], Everything(cancellationToken));
                    }
                }
            }, CancellationToken.None);
        }
    }

    private static ParallelOptions Everything(CancellationToken cancellationToken) => new() { CancellationToken = cancellationToken };

    private static void Cut(PreparedTensor tensor, (WindowSpan Z, WindowSpan Y, WindowSpan X, int? Final) at, VolumeShape size, Span<float> piece)
    {
        for (int c = 0; c < tensor.Channels.Count; c++)
        {
            Windows.Cut(tensor.Channels[c], tensor.Shape, (at.Z.Start, at.Y.Start, at.X.Start), piece.Slice(c * size.Length, size.Length), size);
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
