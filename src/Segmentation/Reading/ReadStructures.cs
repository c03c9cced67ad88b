using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Reading;

/// <summary>What a segmentation or a structure set says of a series, on the grid of that series. Structures may overlap.</summary>
public sealed class ReadStructures : ISegmentMasks
{
    private readonly SourceGrid _grid;

    internal ReadStructures(SourceGrid grid, IReadOnlyList<ReadStructure> items, IReadOnlyList<string> warnings)
    {
        (_grid, Items, Warnings) = (grid, items, warnings);
        Labels = items.All(s => s.Number is > 0 and <= ushort.MaxValue) && items.DistinctBy(s => s.Number).Count() == items.Count
            ? [.. items.Select(s => (ushort)s.Number)]
            : [.. items.Select((_, i) => checked((ushort)(i + 1)))];
        Layers = LayersOf(items);
    }

    /// <summary>In the order of the object.</summary>
    public IReadOnlyList<ReadStructure> Items { get; }

    /// <summary>By structure, its value in a label volume: its number where all numbers are labels and none is repeated, otherwise its place from 1.</summary>
    public IReadOnlyList<ushort> Labels { get; }

    /// <summary>By structure, the first label volume from 0 in which it meets no other one: all 0 when nothing overlaps.</summary>
    public IReadOnlyList<int> Layers { get; }

    /// <summary>Sentences about what was left out or taken on trust.</summary>
    public IReadOnlyList<string> Warnings { get; }

    public VolumeShape Shape => new(_grid.Depth, _grid.Rows, _grid.Columns);

    public bool TryReadSlice(int segment, int slice, Span<byte> mask) => Items[segment].TryReadSlice(slice, mask);

    /// <summary>The structures of one layer as labels, shape [z, y, x].</summary>
    public ushort[] ToLabels(int layer)
    {
        ushort[] labels = new ushort[Shape.Length];
        for (int i = 0; i < Items.Count; i++)
        {
            if (Layers[i] == layer)
            {
                Items[i].WriteTo(labels, Labels[i]);
            }
        }

        return labels;
    }

    private static int[] LayersOf(IReadOnlyList<ReadStructure> items)
    {
        int[] layers = new int[items.Count];
        for (int i = 0; i < items.Count; i++)
        {
            HashSet<int> taken = [.. Enumerable.Range(0, i).Where(k => items[k].Overlaps(items[i])).Select(k => layers[k])];
            while (taken.Contains(layers[i]))
            {
                layers[i]++;
            }
        }

        return layers;
    }
}
