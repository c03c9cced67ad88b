namespace DicomNode.Segmentation.Pipeline;

/// <summary>Which keys a preprocessing step needs, takes, and may have with which values.</summary>
internal static class PreprocessCheck
{
    /// <summary>Voxels of the source may lie outside of what the step leaves.</summary>
    public static bool Crops(PreprocessOp op) => op is PreprocessOp.CropForeground or PreprocessOp.CropNonzero or PreprocessOp.CenterCrop;

    public static IEnumerable<ManifestProblem> Problems(ModelManifest manifest)
    {
        for (int i = 0; i < manifest.Preprocess.Count; i++)
        {
            PreprocessStep step = manifest.Preprocess[i];
            string at = $"preprocess[{i}]";
            foreach (ManifestProblem problem in Keys(step, at).Concat(PreprocessValues.Problems(step, at)))
            {
                yield return problem;
            }

            foreach (int channel in step.Channels ?? [])
            {
                if (channel < 0 || channel >= manifest.Inputs.Count)
                {
                    yield return new($"{at}.channels", $"{channel}; the tensor has channels 0 to {manifest.Inputs.Count - 1}.");
                }
            }

            if (step.Op == PreprocessOp.Reorient && manifest.Spatial is { Orientation: null, KeepNativeOrientation: false })
            {
                yield return new(at, "reorient needs spatial.orientation, or spatial.keepNativeOrientation for the order in which an image file is read: columns, rows, slices.");
            }

            if (step is { Op: PreprocessOp.Zscore, Mode: IntensityStep.MaskMode } && !MaskIsThere(manifest.Preprocess, i))
            {
                yield return new($"{at}.mode", "mask is that of a crop-nonzero before, with steps between that change values only.");
            }
        }

        if (manifest.Preprocess.Count(s => s.Op == PreprocessOp.Concat) > 1)
        {
            yield return new("preprocess", "concat stands there more than once; after it the inputs are one tensor.");
        }
    }

    private static bool MaskIsThere(IReadOnlyList<PreprocessStep> steps, int index)
    {
        int i = index - 1;
        while (i >= 0 && ChangesValuesOnly(steps[i].Op))
        {
            i--;
        }

        return i >= 0 && steps[i].Op == PreprocessOp.CropNonzero;
    }

    private static bool ChangesValuesOnly(PreprocessOp op) => op is PreprocessOp.Clip or PreprocessOp.ScaleRange or PreprocessOp.ScaleMinmax
        or PreprocessOp.ScalePercentile or PreprocessOp.Zscore or PreprocessOp.AffineIntensity or PreprocessOp.Concat;

    // for every operation: what must be there, what may be there
    private static (string[] Required, string[] Optional)? KeysOf(PreprocessOp op) => op switch
    {
        PreprocessOp.Reorient or PreprocessOp.Concat => ([], []),
        PreprocessOp.Resample => (["spacing"], ["grid", "order", "orderOutOfPlane", "anisotropy", "border", "roundToInteger", "clampToInputRange"]),
        PreprocessOp.Resize => (["size"], ["grid", "order", "border", "roundToInteger", "clampToInputRange"]),
        PreprocessOp.Conform => (["size", "spacing"], ["order", "border", "mode"]),
        PreprocessOp.Clip => (["in"], ["channels"]),
        PreprocessOp.ScaleRange => (["in", "out"], ["clip", "channels"]),
        PreprocessOp.ScaleMinmax => ([], ["out", "perChannel", "channels"]),
        PreprocessOp.ScalePercentile => (["percentiles"], ["out", "clip", "nonzeroOnly", "perChannel", "channels"]),
        PreprocessOp.Zscore => ([], ["nonzeroOnly", "perChannel", "channels", "mode"]),
        PreprocessOp.AffineIntensity => (["mean", "std"], ["nonzeroOnly", "channels"]),
        PreprocessOp.CropForeground => ([], ["threshold", "channels", "marginVoxels", "divisibleBy", "mode", "border", "value"]),
        PreprocessOp.CropNonzero => ([], ["channels"]),
        PreprocessOp.CenterCrop => (["size"], []),
        PreprocessOp.PadTo => (["size"], ["value", "mode", "border"]),
        PreprocessOp.PadDivisible => (["divisibleBy"], ["value", "mode", "border"]),
        _ => null,
    };

    private static string Reason(PreprocessOp op) => op switch
    {
        PreprocessOp.CropToSegments => "crop-to-segments is not supported: a box around another model's labels is what compose.cropFrom takes.",
        PreprocessOp.MaskWith => "mask-with is not supported: this format does not say which mask.",
        _ => $"{Words.Of(op)} is not supported.",
    };

    private static IEnumerable<ManifestProblem> Keys(PreprocessStep step, string at)
    {
        if (KeysOf(step.Op) is not var (required, optional))
        {
            IEnumerable<string> known = Enum.GetValues<PreprocessOp>().Where(op => KeysOf(op) is not null).Select(Words.Of);
            yield return new($"{at}.op", $"{Reason(step.Op)} Supported: {string.Join(", ", known)}.");
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
}
