using System.Numerics;
using System.Numerics.Tensors;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Slabs;

/// <summary>Rows of labels on the source grid, from the slab that their neighbours lie in.</summary>
internal sealed class SlabRows
{
    private const ushort Mixed = ushort.MaxValue;

    private readonly ScoreSlab _slab;
    private readonly SlabDecisions _decisions;
    private readonly ScoreRules _rules;
    private readonly GridSampling _sampling;
    private readonly ushort[] _labels;
    private readonly int _from;
    private readonly int _to;
    private readonly int _firstColumn;
    private readonly int _endColumn;
    private readonly SamplePoint[] _columns;

    /// <param name="from">The first voxel of a row that is made.</param>
    /// <param name="to">The voxel behind the last.</param>
    public SlabRows(ScoreSlab slab, SlabDecisions decisions, ScoreRules rules, GridSampling sampling, int from, int to)
    {
        (_slab, _decisions, _rules, _sampling, _from, _to) = (slab, decisions, rules, sampling, from, to);
        _labels = [.. rules.Labels];
        _columns = [.. sampling.Points(2)[from..to].ToArray().Select(p => Local(p, 2))];
        _firstColumn = _columns.Min(c => c.Lower);
        _endColumn = _columns.Max(c => c.Upper) + 1;
    }

    public Scratch NewScratch() => new(_slab.Shape.Width, _to - _from);

    /// <param name="target">The row on the source grid.</param>
    public void Run(int z, int y, Span<ushort> target, Scratch scratch)
    {
        (SamplePoint slice, SamplePoint line) = (Local(_sampling.Points(0)[z], 0), Local(_sampling.Points(1)[y], 1));
        Span<ushort> made = target[_from.._to], agreed = scratch.Agreed;
        Agree(slice, line, agreed);
        ReadOnlySpan<ushort> read = agreed[_firstColumn.._endColumn];
        if (read[0] != Mixed && !read.ContainsAnyExcept(read[0]))
        {
            made.Fill(_labels[read[0]]);
            return;
        }

        for (int x = 0; x < made.Length;)
        {
            ushort decision = agreed[_columns[x].Lower];
            if (decision != Mixed && decision == agreed[_columns[x].Upper])
            {
                made[x++] = _labels[decision];
                continue;
            }

            int first = x++;
            while (x < made.Length && (agreed[_columns[x].Lower] == Mixed || agreed[_columns[x].Lower] != agreed[_columns[x].Upper]))
            {
                x++;
            }

            Interpolate(slice, line, first, made[first..x], scratch);
        }
    }

    // what the four rows around the row that is made agree on, column by column
    private void Agree(SamplePoint slice, SamplePoint line, Span<ushort> agreed)
    {
        ReadOnlySpan<ushort> a = Row(slice.Lower, line.Lower), b = Row(slice.Upper, line.Lower), c = Row(slice.Lower, line.Upper), d = Row(slice.Upper, line.Upper);
        int i = 0;
        for (; i <= agreed.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector<ushort> one = new(a[i..]);
            Vector<ushort> same = Vector.Equals(one, new Vector<ushort>(b[i..])) & Vector.Equals(one, new Vector<ushort>(c[i..])) & Vector.Equals(one, new Vector<ushort>(d[i..]));
            (one | ~same).CopyTo(agreed[i..]);
        }

        for (; i < agreed.Length; i++)
        {
            agreed[i] = a[i] == b[i] && a[i] == c[i] && a[i] == d[i] ? a[i] : Mixed;
        }
    }

    private void Interpolate(SamplePoint slice, SamplePoint line, int first, Span<ushort> made, Scratch scratch)
    {
        ReadOnlySpan<SamplePoint> columns = _columns.AsSpan(first, made.Length);
        Span<float> values = scratch.Values.AsSpan(0, made.Length), best = scratch.Best.AsSpan(0, made.Length);
        made.Clear();
        for (int i = 0; i < _rules.Rules.Count; i++)
        {
            SampledRow.Run(_slab.Planes[_rules.Rules[i].Channel].Span, _slab.Shape, slice, line, columns, values, scratch.Row, scratch.Other);
            Improve(i, values, best, made);
        }

        for (int x = 0; x < made.Length; x++)
        {
            made[x] = _labels[made[x]];
        }
    }

    private void Improve(int rule, Span<float> values, Span<float> best, Span<ushort> decisions)
    {
        if (!_rules.IsArgmax)
        {
            if (_rules.After == Activation.Sigmoid)
            {
                TensorPrimitives.Sigmoid(values, values);
            }

            ThresholdScores.Slice(values, _rules.Threshold, (ushort)(rule + 1), decisions);
        }
        else if (rule == 0)
        {
            values.CopyTo(best);
        }
        else
        {
            Argmax.Improve(values, best, decisions, (ushort)rule);
        }
    }

    private ReadOnlySpan<ushort> Row(int z, int y) => _decisions.Values.Span.Slice(((z * _slab.Shape.Height) + y) * _slab.Shape.Width, _slab.Shape.Width);

    private SamplePoint Local(SamplePoint point, int axis) => _slab.Local(point, axis);

    /// <summary>What a row needs while it is made; one for each thread.</summary>
    public sealed class Scratch(int width, int made)
    {
        public ushort[] Agreed { get; } = new ushort[width];

        public double[] Row { get; } = new double[width];

        public double[] Other { get; } = new double[width];

        public float[] Values { get; } = new float[made];

        public float[] Best { get; } = new float[made];
    }
}
