namespace DicomNode.Segmentation.Pipeline;

/// <summary>What the labels mean.</summary>
internal static class SegmentCheck
{
    public static IEnumerable<ManifestProblem> Problems(ModelManifest m)
    {
        var seen = new HashSet<int>();
        for (int i = 0; i < m.Segments.Count; i++)
        {
            SegmentSpec s = m.Segments[i];
            string at = $"segments[{i}]";
            if (s.Label is < 1 or > ushort.MaxValue)
            {
                yield return new($"{at}.label", $"{s.Label}; allowed: 1 to 65535.");
            }

            if (!seen.Add(s.Label))
            {
                yield return new($"{at}.label", $"{s.Label} is taken by an earlier segment.");
            }

            if (s.Labels is { } union && (union.Count == 0 || union.Any(l => l is < 1 or > ushort.MaxValue)))
            {
                yield return new($"{at}.labels", "A union names at least one label; labels are 1 to 65535.");
            }

            if (s.Name.Length is 0 or > 64)
            {
                yield return new($"{at}.name", $"{s.Name.Length} characters; allowed: 1 to 64.");
            }

            if (s.Rgb is { } rgb && (rgb.Count != 3 || rgb.Any(v => v is < 0 or > 255)))
            {
                yield return new($"{at}.rgb", "Three numbers from 0 to 255 are expected.");
            }

            if (s.Cielab is { } lab && (lab.Count != 3 || lab.Any(v => v is < 0 or > ushort.MaxValue)))
            {
                yield return new($"{at}.cielab", "Three numbers from 0 to 65535 are expected.");
            }
        }

        if (m.Segments.Count == 0)
        {
            yield return new("segments", "The list is empty; a model without segments has no result.");
        }
    }
}
