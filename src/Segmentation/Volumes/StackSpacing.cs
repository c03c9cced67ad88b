using System.Globalization;

namespace DicomNode.Segmentation.Volumes;

/// <summary>The rules about positions: one image per position, on a straight line along the normal, at even distances.</summary>
internal static class StackSpacing
{
    /// <param name="slices">Ascending along <paramref name="normal"/>; all of one size, orientation and pixel spacing.</param>
    /// <returns>Null: an even stack.</returns>
    public static StackVerdict? Judge(IReadOnlyList<SliceFacts> slices, Vector3D normal, StackTolerances tolerances)
    {
        if (slices.Count == 1)
        {
            return StackRules.Refused(StackReason.SingleSlice, $"There is a single slice; a volume needs two or more.");
        }

        double start = Vector3D.Dot(slices[0].Position!.Value, normal);
        double[] at = [.. slices.Select(s => Vector3D.Dot(s.Position!.Value, normal) - start)];
        return Duplicates(slices, at, tolerances) ?? Sideways(slices, normal, tolerances) ?? Gaps(at, tolerances);
    }

    private static StackVerdict? Duplicates(IReadOnlyList<SliceFacts> slices, double[] at, StackTolerances tolerances)
    {
        int positions = 1;
        int most = 1;
        for (int i = 1, here = 1; i < at.Length; i++)
        {
            here = at[i] - at[i - 1] < tolerances.DuplicateMm ? here + 1 : 1;
            positions += here == 1 ? 1 : 0;
            most = Math.Max(most, here);
        }

        if (most == 1)
        {
            return null;
        }

        string hint = Hint(slices);
        return StackRules.Refused(StackReason.DuplicatePositions, $"{slices.Count} images lie at {positions} positions, up to {most} at one{hint}.");
    }

    private static string Hint(IReadOnlyList<SliceFacts> slices)
    {
        if (slices.Max(s => s.NumberOfTemporalPositions) is int times and > 1)
        {
            return string.Create(CultureInfo.InvariantCulture, $": a 4-D series of {times} temporal positions");
        }

        return Distinct(s => s.TemporalPosition) ? ": several temporal positions"
            : Distinct(s => s.EchoNumber) ? ": several echoes"
            : Distinct(s => s.AcquisitionNumber) ? ": several acquisitions"
            : "";

        bool Distinct(Func<SliceFacts, int?> value) => slices.Select(value).Distinct().Count() > 1;
    }

    private static StackVerdict? Sideways(IReadOnlyList<SliceFacts> slices, Vector3D normal, StackTolerances tolerances)
    {
        Vector3D first = slices[0].Position!.Value;
        Vector3D along = slices[^1].Position!.Value - first;
        (double betweenRows, double betweenColumns) = slices[0].PixelSpacing!.Value;
        double limitMm = tolerances.SidewaysPixels * Math.Min(betweenRows, betweenColumns);

        double tilt = StackRules.Degrees(along, normal);
        double driftMm = (along - (normal * Vector3D.Dot(along, normal))).Length;
        if (tilt > tolerances.TiltDegrees && driftMm > limitMm)
        {
            return StackRules.Refused(StackReason.GantryTilt, $"The slices are tilted by {tilt:0.0} degrees against the direction of the stack (sideways by {driftMm:0.0} mm over {along.Length:0.0} mm).");
        }

        double height = Vector3D.Dot(along, normal);
        double worst = 0;
        foreach (SliceFacts slice in slices)
        {
            Vector3D offset = slice.Position!.Value - first;
            Vector3D onLine = along * (Vector3D.Dot(offset, normal) / height);
            worst = Math.Max(worst, (offset - onLine).Length);
        }

        return worst > limitMm
            ? StackRules.Refused(StackReason.Misaligned, $"A slice lies {worst:0.0} mm beside the line through the first and the last slice.")
            : null;
    }

    private static StackVerdict? Gaps(double[] at, StackTolerances tolerances)
    {
        double mean = at[^1] / (at.Length - 1);
        if (IsEven(at, mean, at.Length, tolerances))
        {
            return null;
        }

        double[] gaps = [.. at.Skip(1).Zip(at, (above, below) => above - below)];
        double typical = gaps.Order().ElementAt((gaps.Length - 1) / 2);
        int whole = (int)Math.Min(1_000_000, Math.Round(at[^1] / typical)) + 1;
        double step = at[^1] / (whole - 1);
        if (whole > at.Length && IsEven(at, step, whole, tolerances))
        {
            HashSet<long> there = [.. at.Select(mm => (long)Math.Round(mm / step))];
            double[] missing = [.. Enumerable.Range(0, whole).Where(i => !there.Contains(i)).Select(i => i * step)];
            string where = string.Join(", ", missing.Take(8).Select(mm => mm.ToString("0.##", CultureInfo.InvariantCulture))) + (missing.Length > 8 ? ", ..." : "");
            return StackRules.Refused(StackReason.Gap, $"{missing.Length} of {whole} slices are missing, at {where} mm from the first slice (slice step {step:0.###} mm).") with { MissingAtMm = missing };
        }

        return StackRules.Refused(StackReason.NonUniformSpacing, $"The distances between slices lie between {gaps.Min():0.###} and {gaps.Max():0.###} mm.");
    }

    /// <summary>Whether every position is near a multiple of the step, all different.</summary>
    private static bool IsEven(double[] at, double step, int places, StackTolerances tolerances)
    {
        double limit = Math.Max(tolerances.UniformSpacing * step, Math.Min(tolerances.PositionMm, 0.2 * step));
        bool isFull = places == at.Length;
        double last = -1;
        for (int i = 0; i < at.Length; i++)
        {
            double place = isFull ? i : Math.Round(at[i] / step);
            if (place == last || Math.Abs(at[i] - (place * step)) > limit)
            {
                return false;
            }

            last = place;
        }

        return true;
    }
}
