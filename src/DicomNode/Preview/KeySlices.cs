namespace DicomNode.Preview;

/// <summary>The few slices of a series that show its structures best.</summary>
internal static class KeySlices
{
    /// <summary>A slice that shows less than this more of the structures than the others is not worth an image.</summary>
    private const double LeastGain = 0.05;

    /// <summary>
    /// A structure is the better shown the nearer its area on a slice comes to the largest that it has on any. The slice that adds most to what is shown comes next,
    /// so that of many structures none is forgotten as long as there is room.
    /// </summary>
    /// <param name="areas">Of each structure on each slice, in pixels.</param>
    /// <param name="most">So many at most.</param>
    /// <returns>Ascending; empty when there is nothing to show.</returns>
    public static IReadOnlyList<int> Choose(IReadOnlyList<IReadOnlyList<int>> areas, int most)
    {
        double[][] shares = [.. areas.Where(a => a.Any(v => v > 0)).Select(a => Shares(a))];
        double[] shown = new double[shares.Length];
        List<int> chosen = [];
        while (chosen.Count < most && shares.Length > 0)
        {
            double[] gains = [.. Enumerable.Range(0, shares[0].Length).Select(slice => shares.Select((s, i) => Math.Max(0, s[slice] - shown[i])).Sum())];
            int best = Array.IndexOf(gains, gains.Max()); // of equals the first
            if (gains[best] < LeastGain)
            {
                break;
            }

            chosen.Add(best);
            for (int i = 0; i < shares.Length; i++)
            {
                shown[i] = Math.Max(shown[i], shares[i][best]);
            }
        }

        return [.. chosen.Order()];
    }

    private static double[] Shares(IReadOnlyList<int> areas)
    {
        double largest = areas.Max();
        return [.. areas.Select(a => a / largest)];
    }
}
