using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>Label volumes of several networks made one.</summary>
internal static class LabelMerge
{
    /// <summary>Writes labels over what is there; 0 overwrites nothing.</summary>
    /// <param name="table">65,536 entries: what is written for a label; 0 drops it.</param>
    public static void Over(Memory<ushort> made, ReadOnlyMemory<ushort> labels, ushort[] table, VolumeShape shape, CancellationToken cancellationToken) =>
        Parallel.For(0, shape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, z =>
        {
            Span<ushort> target = made.Span.Slice(z * shape.SliceLength, shape.SliceLength);
            ReadOnlySpan<ushort> source = labels.Span.Slice(z * shape.SliceLength, shape.SliceLength);
            for (int i = 0; i < target.Length; i++)
            {
                ushort label = table[source[i]];
                target[i] = label != 0 ? label : target[i];
            }
        });

    /// <summary>The label that most volumes have; the smallest of those that equally many have, as MONAI's VoteEnsemble.</summary>
    public static ushort[] Vote(IReadOnlyList<ReadOnlyMemory<ushort>> volumes, VolumeShape shape, CancellationToken cancellationToken)
    {
        ushort[] made = new ushort[shape.Length];
        Parallel.For(0, shape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, () => new ushort[volumes.Count], (z, _, votes) =>
        {
            for (int i = z * shape.SliceLength; i < (z + 1) * shape.SliceLength; i++)
            {
                bool agree = true;
                for (int v = 0; v < votes.Length; v++)
                {
                    votes[v] = volumes[v].Span[i];
                    agree &= votes[v] == votes[0];
                }

                made[i] = agree ? votes[0] : Most(votes);
            }

            return votes;
        }, _ => { });
        return made;
    }

    private static ushort Most(Span<ushort> votes)
    {
        votes.Sort();
        (ushort best, int most) = (votes[0], 0);
        for (int i = 0; i < votes.Length;)
        {
            int end = i + 1;
            while (end < votes.Length && votes[end] == votes[i])
            {
                end++;
            }

            if (end - i > most)
            {
                (best, most) = (votes[i], end - i);
            }

            i = end;
        }

        return best;
    }
}
