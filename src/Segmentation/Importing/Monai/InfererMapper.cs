using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing.Monai;

/// <summary>MONAI's inferers: how the image is cut into windows and how their scores are put together.</summary>
internal static class InfererMapper
{
    /// <returns>The windows, and how many of them the source feeds at once.</returns>
    public static (WindowSpec Window, int Batch) Map(Component inferer, ImportNotes notes)
    {
        WindowSpec window = inferer.Name switch
        {
            "SlidingWindowInferer" or "SlidingWindowInfererAdapt" => Sliding(inferer, notes),
            "SliceInferer" => Slices(inferer, notes),
            "SimpleInferer" => new WindowSpec { Mode = WindowMode.Whole },
            _ => Refused(inferer, notes),
        };
        int batch = Math.Max(1, (int)inferer.Number("sw_batch_size", 1));
        inferer.RefuseTheRest();
        notes.Map(inferer.NamePlace, $"window {Words.Of(window.Mode)}");
        return (window.Mode == WindowMode.Whole ? window : window with { Batch = batch }, batch);
    }

    private static WindowSpec Sliding(Component t, ImportNotes notes)
    {
        int[]? size = t.WholePerAxis("roi_size", 3);
        if (size is null || size.Any(n => n < 1))
        {
            notes.Refuse(t.PlaceOf("roi_size"), $"{t.Name} needs a roi_size of three numbers of 1 or more.");
        }

        return Common(t, notes, new WindowSpec { Mode = WindowMode.Sliding, Size = size });
    }

    private static WindowSpec Slices(Component t, ImportNotes notes)
    {
        int axis = (int)t.Number("spatial_dim", 0);
        double[]? numbers = t.Numbers("roi_size")?.ToArray();
        // three numbers: that of the slice axis is 1 and goes
        int[] size = numbers is null ? [] : [.. numbers.Select(n => (int)n).Where((_, i) => numbers.Length == 2 || i != axis)];
        if (axis is < 0 or > 2 || size.Length != 2 || size.Any(n => n < 1))
        {
            notes.Refuse(t.PlaceOf("roi_size"), "SliceInferer needs a roi_size of two numbers of 1 or more and a spatial_dim of 0, 1 or 2.");
        }

        return Common(t, notes, new WindowSpec { Mode = WindowMode.Slices, Size = size, SliceAxis = axis });
    }

    private static WindowSpec Common(Component t, ImportNotes notes, WindowSpec window)
    {
        t.Only("mode", "constant", "gaussian");
        t.Only("padding_mode", "constant", "replicate");
        t.Only("roi_weight_map");
        double[] overlap = t.Numbers("overlap")?.Distinct().ToArray() ?? [0.25];
        if (overlap is not [>= 0 and < 1])
        {
            notes.Refuse(t.PlaceOf("overlap"), $"{t.Name} with an overlap of {string.Join(", ", overlap)} is not supported; one number from 0 to below 1 is.");
        }

        bool gaussian = t.Word("mode") == "gaussian";
        double sigma = t.Numbers("sigma_scale") is { } sigmas ? sigmas[0] : 0.125;
        bool constant = t.Word("padding_mode") is null or "constant";
        double fill = t.Number("cval", 0);
        return window with
        {
            Overlap = overlap[0],
            Blend = gaussian ? Blend.GaussianMonai : Blend.Constant,
            SigmaScale = gaussian ? sigma : window.SigmaScale,
            Pad = constant ? WindowPad.Zero : WindowPad.Replicate,
            PadValue = constant ? fill : 0,
        };
    }

    private static WindowSpec Refused(Component t, ImportNotes notes)
    {
        notes.Refuse(t.NamePlace, $"{t.Target} has no counterpart here and is not executed.");
        t.Forgive();
        return new WindowSpec { Mode = WindowMode.Whole };
    }
}
