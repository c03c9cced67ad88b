namespace DicomNode.Segmentation.Inference.Loading;

/// <summary>Runs a batch; one that memory does not hold in halves, down to single windows.</summary>
internal static class BatchedRun
{
    /// <param name="session">On one provider.</param>
    /// <param name="limit">What earlier runs have learned; lowered here.</param>
    /// <exception cref="InferenceException">The run failed; with <see cref="InferenceFault.OutOfMemory"/> a single window did.</exception>
    public static async Task<InferenceOutput> RunAsync(
        IInferenceSession session, BatchLimit limit, string inputName, ReadOnlyMemory<float> values, IReadOnlyList<int> shape, string outputName, CancellationToken cancellationToken)
    {
        int batch = shape[0], size = Math.Min(batch, Math.Min(limit.Value, Fixed(session, inputName)));
        while (true)
        {
            try
            {
                return size == batch
                    ? await session.RunAsync(inputName, values, shape, outputName, cancellationToken)
                    : await PartsAsync(session, size, inputName, values, shape, outputName, cancellationToken);
            }
            catch (InferenceException e) when (e.Fault == InferenceFault.OutOfMemory && size > 1)
            {
                size /= 2;
                limit.Lower(size);
            }
        }
    }

    // a network that was exported for single windows gets single windows
    private static int Fixed(IInferenceSession session, string inputName) =>
        session.Inputs.FirstOrDefault(t => t.Name == inputName)?.Shape is [1, ..] ? 1 : int.MaxValue;

    private static async Task<InferenceOutput> PartsAsync(
        IInferenceSession session, int size, string inputName, ReadOnlyMemory<float> values, IReadOnlyList<int> shape, string outputName, CancellationToken cancellationToken)
    {
        int batch = shape[0], each = values.Length / batch;
        JoinedOutput? joined = null;
        for (int from = 0; from < batch; from += size)
        {
            int count = Math.Min(size, batch - from);
            using InferenceOutput part = await session.RunAsync(inputName, values.Slice(from * each, count * each), [count, .. shape.Skip(1)], outputName, cancellationToken);
            joined ??= new JoinedOutput(batch, part);
            joined.Add(part, from);
        }

        return joined!;
    }
}
