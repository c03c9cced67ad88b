namespace DicomNode.Segmentation.Postprocessing;

/// <summary>Tables from label to class (0: not meant) for one pass over a label volume.</summary>
internal static class Classes
{
    /// <param name="labels">Null: all labels but 0.</param>
    /// <param name="together">One class for all of them; otherwise each label is its own class.</param>
    public static ushort[] Of(IReadOnlyList<int>? labels, bool together)
    {
        ushort[] table = new ushort[ushort.MaxValue + 1];
        foreach (int label in labels ?? [.. Enumerable.Range(1, ushort.MaxValue)])
        {
            table[label] = together ? (ushort)1 : (ushort)label;
        }

        return table;
    }

    /// <summary>The complement of a set of labels as one class; 0 belongs to it unless it is named.</summary>
    public static ushort[] Without(IReadOnlyList<int> labels)
    {
        ushort[] table = new ushort[ushort.MaxValue + 1];
        Array.Fill(table, (ushort)1);
        foreach (int label in labels)
        {
            table[label] = 0;
        }

        return table;
    }

    /// <summary>The sets a step treats one after the other: all labels at once, or each alone, ascending.</summary>
    public static IEnumerable<IReadOnlyList<int>> Groups(Pipeline.PostStep step, Volumes.Volume<ushort> volume)
    {
        IReadOnlyList<int> labels = step.Labels ?? Present(volume);
        return step.Together ? [labels] : labels.Order().Select(label => (IReadOnlyList<int>)[label]);
    }

    private static List<int> Present(Volumes.Volume<ushort> volume)
    {
        bool[] seen = new bool[ushort.MaxValue + 1];
        foreach (ushort label in volume.Values.Span)
        {
            seen[label] = true;
        }

        return [.. Enumerable.Range(1, ushort.MaxValue).Where(label => seen[label])];
    }
}
