namespace DicomNode.Segmentation.Pipeline;

/// <summary>Which keys a preprocessing step needs, takes, and may have with which values.</summary>
internal static class PreprocessCheck
{
    public static IEnumerable<ManifestProblem> Problems(ModelManifest manifest)
    {
        for (int i = 0; i < manifest.Preprocess.Count; i++)
        {
            PreprocessStep step = manifest.Preprocess[i];
            string at = $"preprocess[{i}]";
            foreach (ManifestProblem problem in Keys(step, at).Concat(Values(step, at)))
            {
                yield return problem;
            }

            if (step.Op == PreprocessOp.Reorient && manifest.Spatial.Orientation is null)
            {
                yield return new(at, "reorient needs spatial.orientation.");
            }
        }
    }

    // for every operation: what must be there, what may be there
    private static (string[] Required, string[] Optional)? KeysOf(PreprocessOp op) => op switch
    {
        PreprocessOp.Reorient => ([], []),
        PreprocessOp.Resample => (["spacing"], ["grid", "order", "border", "roundToInteger", "clampToInputRange"]),
        PreprocessOp.Conform => (["size", "spacing"], ["order", "border", "mode"]),
        PreprocessOp.Clip => (["in"], []),
        PreprocessOp.ScaleRange => (["in", "out"], ["clip"]),
        PreprocessOp.ScaleMinmax => ([], ["out", "perChannel"]),
        PreprocessOp.ScalePercentile => (["percentiles"], ["out", "clip", "nonzeroOnly", "perChannel"]),
        PreprocessOp.Zscore => ([], ["nonzeroOnly", "perChannel"]),
        PreprocessOp.AffineIntensity => (["mean", "std"], []),
        PreprocessOp.PadTo => (["size"], ["value", "mode"]),
        PreprocessOp.PadDivisible => (["divisibleBy"], ["value", "mode"]),
        _ => null,
    };

    private static IEnumerable<ManifestProblem> Keys(PreprocessStep step, string at)
    {
        if (KeysOf(step.Op) is not var (required, optional))
        {
            IEnumerable<string> known = Enum.GetValues<PreprocessOp>().Where(op => KeysOf(op) is not null).Select(Words.Of);
            yield return new($"{at}.op", $"{Words.Of(step.Op)} is not supported yet; supported: {string.Join(", ", known)}.");
            yield break;
        }

        string[] given = [.. Given(step)];
        foreach (string missing in required.Except(given))
        {
            yield return new($"{at}.{missing}", $"Required for {Words.Of(step.Op)}.");
        }

        foreach (string surplus in given.Except(required).Except(optional))
        {
            yield return new($"{at}.{surplus}", $"Not supported for {Words.Of(step.Op)}; it takes {string.Join(", ", required.Concat(optional).DefaultIfEmpty("no keys"))}.");
        }
    }

    private static IEnumerable<string> Given(PreprocessStep s) =>
        from pair in new (string Key, object? Value)[]
        {
            ("channels", s.Channels), ("spacing", s.Spacing), ("size", s.Size), ("grid", s.Grid), ("order", s.Order), ("orderOutOfPlane", s.OrderOutOfPlane),
            ("anisotropy", s.Anisotropy), ("clampToInputRange", s.ClampToInputRange), ("roundToInteger", s.RoundToInteger), ("border", s.Border),
            ("in", s.In), ("out", s.Out), ("clip", s.Clip), ("percentiles", s.Percentiles), ("mean", s.Mean), ("std", s.Std),
            ("nonzeroOnly", s.NonzeroOnly), ("perChannel", s.PerChannel), ("threshold", s.Threshold), ("marginVoxels", s.MarginVoxels),
            ("marginMm", s.MarginMm), ("divisibleBy", s.DivisibleBy), ("value", s.Value), ("mode", s.Mode),
        }
        where pair.Value is not null
        select pair.Key;

    private static IEnumerable<ManifestProblem> Values(PreprocessStep s, string at)
    {
        if (s.Spacing is { } spacing && (spacing.Count != 3 || spacing.Any(mm => mm is not > 0)))
        {
            yield return new($"{at}.spacing", "Three numbers above 0 are expected.");
        }

        foreach ((string key, IReadOnlyList<int>? three) in new[] { ("size", s.Size), ("divisibleBy", s.DivisibleBy) })
        {
            if (three is not null && (three.Count != 3 || three.Any(n => n < 1)))
            {
                yield return new($"{at}.{key}", "Three whole numbers of 1 or more are expected.");
            }
        }

        if (s.Order is not (null or Interpolation.Nearest or Interpolation.Linear))
        {
            yield return new($"{at}.order", $"{Words.Of(s.Order.Value)} is not supported yet; supported: nearest, linear.");
        }

        Border[] borders = s.Op == PreprocessOp.Conform ? [Border.Zero] : [Border.Replicate];
        if (s.Border is Border border && !borders.Contains(border))
        {
            yield return new($"{at}.border", $"{Words.Of(border)} is not supported for {Words.Of(s.Op)}; supported: {string.Join(", ", borders.Select(Words.Of))}.");
        }

        string mode = s.Op == PreprocessOp.Conform ? "center" : "symmetric";
        if (s.Mode is not null && s.Mode != mode)
        {
            yield return new($"{at}.mode", $"\"{s.Mode}\" is not supported for {Words.Of(s.Op)}; supported: {mode}.");
        }

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
}
