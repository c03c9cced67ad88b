namespace DicomNode.Segmentation.Pipeline;

/// <summary>What the keys of a preprocessing step may hold.</summary>
internal static class PreprocessValues
{
    public static IEnumerable<ManifestProblem> Problems(PreprocessStep step, string at) => [.. Sizes(step, at), .. Sampling(step, at), .. Modes(step, at), .. Ranges(step, at)];

    private static IEnumerable<ManifestProblem> Sizes(PreprocessStep s, string at)
    {
        if (s.Spacing is { } spacing && (spacing.Count != 3 || spacing.Any(mm => mm is not > 0)))
        {
            yield return new($"{at}.spacing", "Three numbers above 0 are expected.");
        }

        int least = s.Op == PreprocessOp.CenterCrop ? -1 : 1; // -1 keeps the axis
        foreach ((string key, IReadOnlyList<int>? three, int from) in new[] { ("size", s.Size, least), ("divisibleBy", s.DivisibleBy, 1), ("marginVoxels", s.MarginVoxels, 0) })
        {
            if (three is not null && (three.Count != 3 || three.Any(n => n < from || (from < 0 && n == 0))))
            {
                yield return new($"{at}.{key}", from < 0 ? "Three whole numbers of 1 or more are expected; -1 keeps the axis." : $"Three whole numbers of {from} or more are expected.");
            }
        }
    }

    private static IEnumerable<ManifestProblem> Sampling(PreprocessStep s, string at)
    {
        Interpolation[] orders = s.Op switch
        {
            PreprocessOp.Resize when s.Grid == ResampleGrid.Origin => [Interpolation.Nearest],
            PreprocessOp.Resize => [Interpolation.Nearest, Interpolation.Linear, Interpolation.CubicBspline, Interpolation.Area],
            PreprocessOp.Resample => [Interpolation.Nearest, Interpolation.Linear, Interpolation.CubicBspline],
            _ => [Interpolation.Nearest, Interpolation.Linear],
        };
        Interpolation order = s.Order ?? Interpolation.Linear;
        if (!orders.Contains(order) && s.Op is PreprocessOp.Resample or PreprocessOp.Resize or PreprocessOp.Conform)
        {
            yield return new($"{at}.order", $"{Words.Of(order)} is not supported for {Words.Of(s.Op)}{(s.Grid == ResampleGrid.Origin ? " with grid origin" : "")}; supported: {Names(orders)}.");
        }

        if (s is { Order: Interpolation.Area, Grid: not (null or ResampleGrid.HalfPixel) })
        {
            yield return new($"{at}.grid", $"{Words.Of(s.Grid.Value)}; an area is that of half-pixel.");
        }

        if ((s.OrderOutOfPlane ?? OutOfPlane.Same) != OutOfPlane.Same || s.Anisotropy is not null)
        {
            if (s.Grid != ResampleGrid.HalfPixel)
            {
                yield return new($"{at}.grid", "Treating the coarse axis on its own is nnU-Net's, with grid half-pixel.");
            }

            if (s.OrderOutOfPlane == OutOfPlane.Same)
            {
                yield return new($"{at}.anisotropy", "Has no effect with orderOutOfPlane same: remove it.");
            }

            if (s.Anisotropy is not (null or >= 1))
            {
                yield return new($"{at}.anisotropy", $"{s.Anisotropy}; allowed: 1 or more.");
            }
        }
    }

    private static IEnumerable<ManifestProblem> Modes(PreprocessStep s, string at)
    {
        Border[] borders = s.Op switch
        {
            PreprocessOp.Conform => [Border.Zero],
            PreprocessOp.Resample or PreprocessOp.Resize => [Border.Replicate],
            _ => [Border.Zero, Border.Replicate, Border.Reflect],
        };
        if (s.Border is Border border && !borders.Contains(border))
        {
            yield return new($"{at}.border", $"{Words.Of(border)} is not supported for {Words.Of(s.Op)}; supported: {Names(borders)}.");
        }

        if (s is { Border: not (null or Border.Zero), Value: not null })
        {
            yield return new($"{at}.value", "Has no effect with this border: remove it.");
        }

        string[] modes = s.Op switch
        {
            PreprocessOp.Conform => ["center"],
            PreprocessOp.PadTo or PreprocessOp.PadDivisible => ["symmetric", BoxStep.EndMode],
            PreprocessOp.CropForeground => ["padded", BoxStep.WithinMode],
            PreprocessOp.Zscore => [IntensityStep.MaskMode],
            _ => [],
        };
        if (s.Mode is not null && modes.Length > 0 && !modes.Contains(s.Mode))
        {
            yield return new($"{at}.mode", $"\"{s.Mode}\" is not supported for {Words.Of(s.Op)}; supported: {string.Join(", ", modes)}.");
        }
    }

    private static IEnumerable<ManifestProblem> Ranges(PreprocessStep s, string at)
    {
        if (s.In is { } input && s.Op == PreprocessOp.ScaleRange && (input.Low is null || input.High is null || input.High == input.Low))
        {
            yield return new($"{at}.in", "Two different numbers are expected.");
        }

        foreach ((string key, ValueRange? range) in new[] { ("out", s.Out), ("percentiles", s.Percentiles) })
        {
            if (range is { Low: null } or { High: null })
            {
                yield return new($"{at}.{key}", "Two numbers are expected.");
            }
        }

        if (s.Percentiles is { Low: < 0 or > 100 } or { High: < 0 or > 100 })
        {
            yield return new($"{at}.percentiles", "Percentiles lie between 0 and 100.");
        }

        if (s.Std == 0)
        {
            yield return new($"{at}.std", "0; the value is divided by it.");
        }
    }

    private static string Names<T>(T[] values)
        where T : struct, Enum => string.Join(", ", values.Select(Words.Of));
}
