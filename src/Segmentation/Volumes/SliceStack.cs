using System.Globalization;

namespace DicomNode.Segmentation.Volumes;

/// <summary>
/// Decides whether the images of one series are a volume: parallel slices of one size on an even, unsheared grid.
/// What it refuses it names, because a wrong grid gives a wrong result that looks right.
/// </summary>
public static class SliceStack
{
    /// <param name="slices">In any order; the verdict speaks in indices into this list.</param>
    public static StackVerdict Examine(IReadOnlyList<SliceFacts> slices, StackTolerances? tolerances = null)
    {
        tolerances ??= StackTolerances.Default;
        List<(int Index, StackReason Reason)> aside = [];
        List<int> candidates = [];
        for (int i = 0; i < slices.Count; i++)
        {
            StackReason kind = SliceKind.Of(slices[i]);
            if (kind == StackReason.None)
            {
                candidates.Add(i);
            }
            else
            {
                aside.Add((i, kind));
            }
        }

        if (candidates.Count == 0)
        {
            return NothingLeft(slices.Count, aside);
        }

        SetUnmarkedScoutsAside(slices, candidates, aside);
        StackVerdict verdict = StackRules.Judge(slices, candidates, tolerances);
        return verdict with { SetAside = aside, Sentence = verdict.Sentence + Note(aside) };
    }

    private static StackVerdict NothingLeft(int count, List<(int Index, StackReason Reason)> aside)
    {
        if (count == 0)
        {
            return new StackVerdict { Reason = StackReason.NoImages, Sentence = "The series has no images." };
        }

        StackReason reason = aside.GroupBy(a => a.Reason).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;
        string sentence = string.Create(CultureInfo.InvariantCulture, $"None of the {count} objects is a slice of a volume: {Describe(aside)}.");
        return new StackVerdict { Reason = reason, Sentence = sentence, SetAside = aside };
    }

    /// <summary>
    /// A scout that does not call itself one: at most 3 images, and at most a tenth of the series, whose planes stand at more than 45° to all others.
    /// </summary>
    private static void SetUnmarkedScoutsAside(IReadOnlyList<SliceFacts> slices, List<int> candidates, List<(int Index, StackReason Reason)> aside)
    {
        Dictionary<int, Vector3D> normals = [];
        foreach (int i in candidates)
        {
            if (slices[i] is { ColumnDirection: { } column, RowDirection: { } row } && Vector3D.Cross(column, row) is { Length: > 0.5 } normal)
            {
                normals[i] = normal.Normalized();
            }
        }

        if (normals.Count == 0)
        {
            return;
        }

        // the plane of the middle image stands for the series: up to three scouts of at least 30 images, wherever they are, cannot be the median of each component
        Vector3D main = new(Median(normals.Values.Select(n => n.X)), Median(normals.Values.Select(n => n.Y)), Median(normals.Values.Select(n => n.Z)));
        int[] across = [.. candidates.Where(i => normals.TryGetValue(i, out Vector3D n) && Math.Abs(Vector3D.Dot(n, main)) < Math.Sqrt(0.5) * main.Length)];
        if (across.Length is 0 or > 3 || across.Length * 10 > candidates.Count)
        {
            return;
        }

        foreach (int i in across)
        {
            candidates.Remove(i);
            aside.Add((i, StackReason.Localizer));
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static string Note(List<(int Index, StackReason Reason)> aside) => aside.Count == 0 ? "" : $" Set aside: {Describe(aside)}.";

    private static string Describe(List<(int Index, StackReason Reason)> aside) => string.Join(", ", aside.GroupBy(a => a.Reason).OrderBy(g => g.Key).Select(g =>
        string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {g.Key switch { StackReason.Localizer => "localizer", StackReason.SecondaryCapture => "secondary capture", _ => "object without slices" }}{(g.Count() == 1 ? "" : "s")}")));
}
