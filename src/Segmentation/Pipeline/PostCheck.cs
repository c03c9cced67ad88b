namespace DicomNode.Segmentation.Pipeline;

/// <summary>Which keys a post-processing step needs and takes.</summary>
internal static class PostCheck
{
    public static IEnumerable<ManifestProblem> Problems(ModelManifest manifest)
    {
        for (int i = 0; i < manifest.Postprocess.Count; i++)
        {
            PostStep step = manifest.Postprocess[i];
            string at = $"postprocess[{i}]";
            foreach (ManifestProblem problem in Keys(step, at).Concat(Values(step, at)))
            {
                yield return problem;
            }

            if (step.OnGrid == PostGrid.Model && manifest.Outputs is [{ Restore: Restore.Scores } output] && !(output.Decode == Decode.Argmax && output.LabelMap is null && TakesAway(step.Op)))
            {
                yield return new($"{at}.onGrid", "model with restored scores is supported for decode argmax without labelMap and for steps that only take away: largest-component, remove-small, erode, open, keep-inside.");
            }
        }
    }

    private static bool TakesAway(PostOp op) => op is PostOp.LargestComponent or PostOp.RemoveSmall or PostOp.Erode or PostOp.Open or PostOp.KeepInside;

    private static (string[] Required, string[] Optional) KeysOf(PostOp op) => op switch
    {
        PostOp.LargestComponent => ([], ["labels", "together", "connectivity", "count", "dimensions"]),
        PostOp.RemoveSmall => ([], ["labels", "together", "connectivity", "minMl", "minVoxels", "dimensions"]),
        PostOp.FillHoles => ([], ["labels", "together", "connectivity", "into", "dimensions"]),
        PostOp.Merge => (["labels", "into"], []),
        PostOp.Remap => (["map"], []),
        PostOp.Erode or PostOp.Open => (["marginMm"], ["labels", "together", "dimensions"]),
        PostOp.Dilate or PostOp.Close => (["marginMm"], ["labels", "together", "dimensions", "over"]),
        PostOp.KeepInside => (["inside"], ["labels", "marginMm", "filled", "connectivity", "dimensions"]),
        PostOp.SplitLeftRight => (["labels", "left", "right"], ["connectivity"]),
        _ => ([], []),
    };

    private static IEnumerable<ManifestProblem> Keys(PostStep step, string at)
    {
        (string[] required, string[] optional) = KeysOf(step.Op);
        string[] given = [.. Given(step)];
        foreach (string missing in required.Except(given))
        {
            yield return new($"{at}.{missing}", $"Required for {Words.Of(step.Op)}.");
        }

        foreach (string surplus in given.Except(required).Except(optional))
        {
            yield return new($"{at}.{surplus}", $"Not supported for {Words.Of(step.Op)}; it takes {string.Join(", ", required.Concat(optional))}.");
        }

        if (step is { Op: PostOp.RemoveSmall, MinMl: null, MinVoxels: null })
        {
            yield return new($"{at}.minMl", "remove-small needs minMl or minVoxels.");
        }
    }

    private static IEnumerable<string> Given(PostStep s) =>
        from pair in new (string Key, object? Value)[]
        {
            ("labels", s.Labels), ("together", s.Together ? s.Together : null), ("connectivity", s.Connectivity), ("minMl", s.MinMl),
            ("minVoxels", s.MinVoxels), ("count", s.Count), ("into", s.Into), ("map", s.Map), ("marginMm", s.MarginMm),
            ("dimensions", s.Dimensions), ("inside", s.Inside), ("left", s.Left), ("right", s.Right), ("filled", s.Filled ? s.Filled : null), ("over", s.Over),
        }
        where pair.Value is not null
        select pair.Key;

    private static IEnumerable<ManifestProblem> Values(PostStep s, string at)
    {
        if (s.Connectivity is not (null or 6 or 18 or 26))
        {
            yield return new($"{at}.connectivity", $"{s.Connectivity}; allowed: 6, 18, 26.");
        }

        if (s.Dimensions is not (null or 2 or 3))
        {
            yield return new($"{at}.dimensions", $"{s.Dimensions}; allowed: 2, 3.");
        }

        foreach ((string key, double? amount) in new[] { ("minMl", s.MinMl), ("minVoxels", s.MinVoxels), ("count", s.Count), ("marginMm", s.MarginMm) })
        {
            if (amount < 0)
            {
                yield return new($"{at}.{key}", $"{amount}; allowed: 0 or more.");
            }
        }

        if (s.MarginMm > 1000)
        {
            yield return new($"{at}.marginMm", $"{s.MarginMm}; allowed: 0 to 1000.");
        }

        IEnumerable<int> labels = [.. s.Labels ?? [], .. s.Inside ?? [], .. s.Over ?? [], .. s.Map?.SelectMany(p => new[] { p.Key, p.Value }) ?? [], s.Into ?? 0, s.Left ?? 0, s.Right ?? 0];
        foreach (int label in labels.Where(l => l is < 0 or > ushort.MaxValue))
        {
            yield return new(at, $"{label} is no label: 0 to 65535.");
        }
    }
}
