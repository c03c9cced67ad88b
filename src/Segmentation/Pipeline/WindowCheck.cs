namespace DicomNode.Segmentation.Pipeline;

/// <summary>How the tensor is cut into windows.</summary>
internal static class WindowCheck
{
    public static IEnumerable<ManifestProblem> Problems(ModelManifest m)
    {
        WindowSpec w = m.Window;
        int axes = w.Mode == WindowMode.Slices ? 2 : 3;
        if (w.Mode is WindowMode.Sliding or WindowMode.Tiles && w.Size is null)
        {
            yield return new("window.size", $"Required for mode {Words.Of(w.Mode)}.");
        }

        if (w.Size is not null && (w.Size.Count != axes || w.Size.Any(n => n < 1)))
        {
            yield return new("window.size", $"{axes} numbers of 1 or more are expected.");
        }

        if (w.Overlap is not (>= 0 and < 1))
        {
            yield return new("window.overlap", $"{w.Overlap}; allowed: 0 to below 1.");
        }

        if (w.Batch < 1)
        {
            yield return new("window.batch", $"{w.Batch}; allowed: 1 or more.");
        }

        if (w.Batch > m.Network.MaxBatch)
        {
            yield return new("window.batch", $"{w.Batch}; the network takes {m.Network.MaxBatch} at once (network.maxBatch).");
        }

        foreach (string key in Unused(w))
        {
            yield return new($"window.{key}", $"Has no effect in mode {Words.Of(w.Mode)}: remove it.");
        }

        if (w.SigmaScale is not > 0)
        {
            yield return new("window.sigmaScale", $"{w.SigmaScale}; allowed: more than 0.");
        }

        if (w.Halo < 0)
        {
            yield return new("window.halo", $"{w.Halo}; allowed: 0 or more.");
        }

        if (w.Mode == WindowMode.Tiles && w.Size is { Count: 3 } && w.Size.Any(n => n <= 2 * w.Halo))
        {
            yield return new("window.size", $"A tile of {string.Join("x", w.Size)} has no core within a halo of {w.Halo} on every side.");
        }

        if (w.SliceAxis is < 0 or > 2)
        {
            yield return new("window.sliceAxis", $"{w.SliceAxis}; allowed: 0, 1, 2.");
        }

        if (w.Accumulator != TensorType.Float32)
        {
            yield return new("window.accumulator", "float16 is not supported: its rounding shows in the corners of a volume; supported: float32.");
        }
    }

    // keys that the mode does not look at. A halo is a fact about the network, so it may stand beside whole
    private static IEnumerable<string> Unused(WindowSpec w)
    {
        var defaults = new WindowSpec { Mode = w.Mode };
        bool cuts = w.Mode is WindowMode.Sliding or WindowMode.Slices;
        return from key in new (string Name, bool Given, bool Used)[]
               {
                   ("size", w.Size is not null, w.Mode != WindowMode.Whole),
                   ("overlap", w.Overlap != defaults.Overlap, cuts),
                   ("stepRule", w.StepRule != defaults.StepRule, cuts),
                   ("blend", w.Blend != defaults.Blend, cuts),
                   ("sigmaScale", w.SigmaScale != defaults.SigmaScale, cuts && w.Blend != Blend.Constant),
                   ("pad", w.Pad != defaults.Pad, cuts),
                   ("padValue", w.PadValue != defaults.PadValue, cuts && w.Pad == WindowPad.Zero),
                   ("sliceAxis", w.SliceAxis != defaults.SliceAxis, w.Mode == WindowMode.Slices),
                   ("halo", w.Halo != defaults.Halo, w.Mode is WindowMode.Tiles or WindowMode.Whole),
               }
               where key.Given && !key.Used
               select key.Name;
    }
}
