using System.Buffers;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>Reads the values of one slice, [y, x]. Called from several threads.</summary>
public delegate void SliceValues(int z, Span<float> values);

/// <summary>
/// Counts the voxels of every label on every slice, and what values lie below them. Slices are read one at a time, so that no second volume has to be kept;
/// they are put together in their order, so that the figures do not depend on the number of threads.
/// </summary>
public sealed class LabelStatistics
{
    private readonly Moments[][] _slices; // [slice][index of label]; without values the means are 0
    private readonly ushort[] _index;     // 65,536 entries: of a label, from 1; 0 is what nobody asks for

    private LabelStatistics(int slices, ushort[] index) => (_slices, _index) = (new Moments[slices][], index);

    /// <param name="labels">The label volume.</param>
    /// <param name="wanted">Labels that are counted; others are passed over.</param>
    /// <param name="values">Of the image below; null: voxels are counted only.</param>
    public static LabelStatistics Measure(Volume<ushort> labels, IEnumerable<int> wanted, SliceValues? values, CancellationToken cancellationToken)
    {
        ushort[] index = new ushort[ushort.MaxValue + 1];
        int count = 0;
        foreach (int label in wanted.Where(l => l != 0).Distinct())
        {
            index[label] = (ushort)++count;
        }

        LabelStatistics statistics = new(labels.Shape.Depth, index);
        ParallelOptions options = new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, labels.Shape.Depth, options, z => statistics._slices[z] = statistics.MeasureSlice(labels.Slice(z), z, count, values));
        return statistics;
    }

    /// <summary>Voxels of a union of labels on a slice.</summary>
    public long Count(int slice, IEnumerable<int> labels) => Indices(labels).Sum(i => _slices[slice][i].Count);

    /// <summary>Of all slices.</summary>
    public long Count(IEnumerable<int> labels) => Indices(labels).Sum(i => _slices.Sum(s => s[i].Count));

    /// <summary>Values below a union of labels on all slices.</summary>
    public Moments Values(IEnumerable<int> labels)
    {
        int[] indices = Indices(labels);
        Moments all = default;
        foreach (Moments[] slice in _slices)
        {
            foreach (int i in indices)
            {
                all += slice[i];
            }
        }

        return all;
    }

    private int[] Indices(IEnumerable<int> labels) => [.. labels.Distinct().Select(l => (int)_index[l]).Where(i => i > 0).Order()];

    private Moments[] MeasureSlice(ReadOnlySpan<ushort> labels, int z, int count, SliceValues? values)
    {
        (long Count, double Shift, double Sum, double Squares)[] sums = new (long, double, double, double)[count + 1];
        if (values is null || !labels.ContainsAnyExcept((ushort)0))
        {
            foreach (ushort label in labels)
            {
                sums[_index[label]].Count++;
            }
        }
        else
        {
            float[] buffer = ArrayPool<float>.Shared.Rent(labels.Length);
            Span<float> slice = buffer.AsSpan(0, labels.Length);
            values(z, slice);
            for (int i = 0; i < labels.Length; i++)
            {
                ref var sum = ref sums[_index[labels[i]]];
                sum.Shift = sum.Count++ == 0 ? slice[i] : sum.Shift;
                double difference = slice[i] - sum.Shift;
                sum.Sum += difference;
                sum.Squares += difference * difference;
            }

            ArrayPool<float>.Shared.Return(buffer);
        }

        return Array.ConvertAll(sums, s => Moments.Of(s.Count, s.Shift, s.Sum, s.Squares));
    }
}
