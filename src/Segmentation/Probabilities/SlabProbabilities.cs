using System.Numerics.Tensors;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Slabs;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Probabilities;

/// <summary>Scores to probabilities on the source grid, slab after slab, in a slab of its own: those that labels are made of are activated only where they have to be.</summary>
/// <param name="sampling">The source grid on the tensor.</param>
/// <param name="rulesOf">For the channels that the network turns out to have.</param>
internal sealed class SlabProbabilities(GridSampling sampling, Func<int, ProbabilityRules> rulesOf, ProbabilitySpool spool) : ISlabSink
{
    private (SlabWalk Walk, ProbabilityRules Rules, byte[][] Planes)? _work;

    public int RowAxis => sampling.TensorAxis(2);

    public int SliceAxis => sampling.TensorAxis(0);

    public void Take(ScoreRing ring, int end, ParallelOptions options)
    {
        (SlabWalk walk, ProbabilityRules rules, byte[][] planes) = _work ??= Begin(ring);
        while (walk.Next(ring, end, options) is int[] indices)
        {
            VolumeShape shape = walk.Slab.Shape;
            Parallel.For(0, shape.Depth * shape.Height, options, () => new float[2 * shape.Width], (row, _, buffer) =>
            {
                ActivatedRow.Run(walk.Slab, row * shape.Width, shape.Width, rules.Before, buffer);
                return buffer;
            }, _ => { });
            foreach (int index in indices)
            {
                Make(walk, rules, index, planes, options);
                for (int segment = 0; segment < planes.Length; segment++)
                {
                    spool.Write(walk.SourceAxis, index, segment, planes[segment]);
                }
            }
        }
    }

    private (SlabWalk, ProbabilityRules, byte[][]) Begin(ScoreRing ring)
    {
        var walk = new SlabWalk(sampling, ring);
        ProbabilityRules rules = rulesOf(ring.Channels);
        return (walk, rules, [.. rules.Segments.Select(_ => new byte[spool.PlaneLength(walk.SourceAxis)])]);
    }

    // a plane of the source grid across the axis on which slices become final
    private void Make(SlabWalk walk, ProbabilityRules rules, int index, byte[][] planes, ParallelOptions options)
    {
        int[][] made = [.. Enumerable.Range(0, 3).Select(sampling.Inside)];
        made[walk.SourceAxis] = [index];
        if (made.Any(m => m.Length == 0))
        {
            return;
        }

        SamplePoint[] columns = [.. made[2].Select(x => walk.Slab.Local(sampling.Points(2)[x], 2))];
        int height = sampling.Shape.Height, width = walk.SourceAxis == 2 ? 1 : sampling.Shape.Width, first = walk.SourceAxis == 2 ? 0 : made[2][0];
        Parallel.For(0, made[0].Length * made[1].Length, options, () => new Scratch(walk.Slab, columns.Length), (i, _, scratch) =>
        {
            (int z, int y) = (made[0][i / made[1].Length], made[1][i % made[1].Length]);
            Row(walk.Slab, rules, z, y, columns, scratch);
            int row = walk.SourceAxis switch { 0 => y, 1 => z, _ => (z * height) + y };
            for (int segment = 0; segment < planes.Length; segment++)
            {
                Quantise(rules, segment, scratch, planes[segment].AsSpan((row * width) + first, columns.Length));
            }

            return scratch;
        }, _ => { });
    }

    private void Row(ScoreSlab slab, ProbabilityRules rules, int z, int y, SamplePoint[] columns, Scratch scratch)
    {
        (SamplePoint slice, SamplePoint line) = (slab.Local(sampling.Points(0)[z], 0), slab.Local(sampling.Points(1)[y], 1));
        bool areAllNeeded = rules.After == Activation.Softmax;
        for (int c = 0; c < scratch.Channels.Length; c++)
        {
            if (areAllNeeded || rules.Used.Contains(c))
            {
                SampledRow.Run(slab.Planes[c].Span, slab.Shape, slice, line, columns, scratch.Channels[c].Span, scratch.Wide, scratch.Other);
            }
        }

        if (rules.After == Activation.Softmax)
        {
            Activations.SoftmaxRow(scratch.Channels, 0, scratch.Most, scratch.Joined);
        }
        else if (rules.After == Activation.Sigmoid)
        {
            foreach (int c in rules.Used)
            {
                TensorPrimitives.Sigmoid<float>(scratch.Channels[c].Span, scratch.Channels[c].Span);
            }
        }
    }

    private static void Quantise(ProbabilityRules rules, int segment, Scratch scratch, Span<byte> bytes)
    {
        int[] channels = rules.Segments[segment];
        if (channels.Length == 0)
        {
            return;
        }

        for (int i = 0; i < channels.Length; i++)
        {
            ProbabilityBytes.Join(scratch.Channels[channels[i]].Span, scratch.Joined, isFirst: i == 0, rules.IsExclusive);
        }

        ProbabilityBytes.Quantise(scratch.Joined, bytes);
    }

    /// <summary>What a row needs while it is made; one for each thread.</summary>
    private sealed class Scratch(ScoreSlab slab, int made)
    {
        public Memory<float>[] Channels { get; } = [.. slab.Planes.Select(_ => new float[made].AsMemory())];

        public float[] Most { get; } = new float[made];

        public float[] Joined { get; } = new float[made];

        public double[] Wide { get; } = new double[slab.Shape.Width];

        public double[] Other { get; } = new double[slab.Shape.Width];
    }
}
