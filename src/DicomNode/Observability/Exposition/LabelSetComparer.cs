namespace DicomNode.Observability.Exposition;

/// <summary>Finds the series of a measurement by its tags, without taking memory. An instrument gives its tags always in one order.</summary>
internal sealed class LabelSetComparer : IEqualityComparer<LabelSet>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, LabelSet>
{
    public static LabelSetComparer Instance { get; } = new();

    public static LabelSet Make(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        KeyValuePair<string, string>[] labels = new KeyValuePair<string, string>[tags.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = new(tags[i].Key, Text(tags[i].Value));
        }

        return new(labels, HashOf(tags));
    }

    public LabelSet Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => Make(alternate);

    public bool Equals(LabelSet? x, LabelSet? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.Labels.SequenceEqual(y.Labels));

    public int GetHashCode(LabelSet obj) => obj.Hash;

    public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, LabelSet other)
    {
        ReadOnlySpan<KeyValuePair<string, string>> labels = other.Labels;
        if (alternate.Length != labels.Length)
        {
            return false;
        }

        for (int i = 0; i < labels.Length; i++)
        {
            if (alternate[i].Key != labels[i].Key || Text(alternate[i].Value) != labels[i].Value)
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => HashOf(alternate);

    private static int HashOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        HashCode hash = default;
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            hash.Add(tag.Key.Length); // the keys of one instrument are nearly always the same
            hash.Add(Text(tag.Value).GetHashCode(StringComparison.Ordinal));
        }

        return hash.ToHashCode();
    }

    private static string Text(object? value) => value as string ?? value?.ToString() ?? "";
}
