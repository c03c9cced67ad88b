using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing.Monai;

/// <summary>What a list of MONAI transforms does to the image before the network.</summary>
/// <param name="Orientation">Letters of the tensor's axes; null: as the file lies.</param>
/// <param name="Steps">In the order of the source.</param>
/// <param name="Keys">The data keys in the order of their channels.</param>
internal sealed record MappedPreprocess(string? Orientation, IReadOnlyList<PreprocessStep> Steps, IReadOnlyList<string> Keys);

/// <summary>Maps the transforms of MONAI that come before the network, one by one. A transform that is not in the table is refused with its line.</summary>
/// <param name="allowSmaller">Whether the margin of CropForegroundd ends at the image's border where it does not say: MONAI's default until 1.4.</param>
internal sealed class PreprocessMapper(ImportNotes notes, bool allowSmaller = true)
{
    private readonly List<PreprocessStep> _steps = [];
    private string[] _keys = [];
    private string? _orientation;
    private bool _moved; // a step has made use of the order of the axes

    public MappedPreprocess Map(IReadOnlyList<Component> transforms, IReadOnlyList<string> imageKeys)
    {
        _keys = [.. imageKeys];
        foreach (Component transform in transforms)
        {
            if (transform.Name == "ConcatItemsd")
            {
                Concat(transform);
            }
            else if (transform.Keys is { Count: > 0 } keys && !keys.Intersect(_keys).Any() && IsKnown(transform.Name))
            {
                continue; // a step for labels or for metrics
            }
            else
            {
                Map(transform);
            }

            transform.RefuseTheRest();
        }

        if (_keys.Length > 1)
        {
            notes.Refuse(transforms is [var first, ..] ? first.NamePlace : null, $"{string.Join(", ", _keys)} are never put together (ConcatItemsd); a network with several inputs is not supported.");
        }

        // without an orientation the reorientation is to the order in which a file is read: columns, rows, slices
        return new MappedPreprocess(_orientation, [new() { Op = PreprocessOp.Reorient }, .. _steps], [.. imageKeys]);
    }

    // what neither moves voxels nor changes values
    private static bool IsNothing(string name) => name is "LoadImaged" or "EnsureChannelFirstd" or "AddChanneld" or "AsChannelFirstd" or "EnsureTyped" or "ToTensord" or "CastToTyped" or "ToDeviced"
        or "ToNumpyd" or "Identityd" or "SelectItemsd" or "DeleteItemsd" or "FromMetaTensord" or "ToMetaTensord";

    private static bool IsKnown(string name) => IsNothing(name) || name is "Orientationd" or "Spacingd" or "ScaleIntensityRanged" or "ScaleIntensityd" or "ScaleIntensityRangePercentilesd"
        or "NormalizeIntensityd" or "CropForegroundd" or "SpatialPadd" or "DivisiblePadd" or "Resized" or "CenterSpatialCropd";

    private void Map(Component t)
    {
        if (IsNothing(t.Name))
        {
            // the arguments say how to read a file, and here nothing is read from one
            _ = t.Value("source_key");
            _ = t.Value("channel_dim");
            _ = t.Value("strict_check");
            return;
        }

        Action<Component>? map = t.Name switch
        {
            "Orientationd" => Orientation,
            "Spacingd" => Spacing,
            "ScaleIntensityRanged" => ScaleRange,
            "ScaleIntensityd" => ScaleMinMax,
            "ScaleIntensityRangePercentilesd" => ScalePercentiles,
            "NormalizeIntensityd" => Normalize,
            "CropForegroundd" => CropForeground,
            "SpatialPadd" => Pad,
            "DivisiblePadd" => PadDivisible,
            "Resized" => Resize,
            "CenterSpatialCropd" => CenterCrop,
            _ => null,
        };
        if (map is null)
        {
            notes.Refuse(t.NamePlace, $"{t.Target} has no counterpart here and is not executed.");
            t.Forgive();
            return;
        }

        map(t);
    }

    private void Orientation(Component t)
    {
        string? codes = t.Flag("as_closest_canonical", false) ? "RAS" : t.Word("axcodes");
        t.Only("labels"); // other letters than R and L, A and P, I and S
        if (_orientation is not null || _moved)
        {
            notes.Refuse(t.NamePlace, "Orientationd after a step that depends on the axes is not supported.");
        }
        else if (codes is null || !Volumes.AxisCodes.TryParse(codes.ToUpperInvariant(), out _))
        {
            notes.Refuse(t.PlaceOf("axcodes"), $"Orientationd: three letters are expected, one of R and L, one of A and P, one of I and S; \"{codes}\" is something else.");
        }

        _orientation ??= codes?.ToUpperInvariant();
        notes.Map(t.NamePlace, $"spatial.orientation {codes}, preprocess reorient");
    }

    private void Spacing(Component t)
    {
        double[]? spacing = t.PerAxis("pixdim", 3);
        RefuseFlag(t, "scale_extent", "the outer faces coincide rather than the first samples");
        RefuseFlag(t, "recompute_affine", "the spacing that is asked for is not the one that is used");
        t.Only("padding_mode", "border");
        foreach (string argument in new[] { "min_pixdim", "max_pixdim" })
        {
            t.Only(argument);
        }

        _ = t.Value("align_corners"); // has no influence on the grid: SPEC, measured
        _ = t.Value("diagonal");
        if (t.Flag("diagonal", false))
        {
            notes.Warn(t.PlaceOf("diagonal"), "diagonal moves the origin of the written file, which is not kept here.");
        }

        if (spacing?.Any(mm => mm <= 0) == true)
        {
            notes.Refuse(t.PlaceOf("pixdim"), "A spacing of 0 or below keeps the axis as it is, which is not supported.");
        }

        Geometric(t, new PreprocessStep { Op = PreprocessOp.Resample, Spacing = spacing, Grid = ResampleGrid.Origin, Order = Order(t, Interpolation.Linear) }, "resample, grid origin");
    }

    private void ScaleRange(Component t)
    {
        double from = t.Number("a_min", 0), to = t.Number("a_max", 1);
        (double? low, double? high) = (t.Number("b_min"), t.Number("b_max"));
        if (low is null != high is null || from == to)
        {
            notes.Refuse(t.NamePlace, "ScaleIntensityRanged needs two different numbers a_min and a_max, and b_min and b_max both or neither.");
        }

        Intensity(t, new PreprocessStep { Op = PreprocessOp.ScaleRange, In = new(from, to), Out = new(low ?? 0, high ?? 1), Clip = t.Flag("clip", false) && low is not null }, "scale-range");
    }

    private void ScaleMinMax(Component t)
    {
        t.Only("factor");
        (double? low, double? high) = (t.Number("minv", 0), t.Number("maxv", 1));
        bool each = t.Flag("channel_wise", false);
        Intensity(t, new PreprocessStep { Op = PreprocessOp.ScaleMinmax, Out = new(low, high), PerChannel = PerChannel(each) }, "scale-minmax");
    }

    private void ScalePercentiles(Component t)
    {
        RefuseFlag(t, "relative", "the target range is cut by the percentiles");
        (double? low, double? high) = (t.Number("b_min"), t.Number("b_max"));
        if (low is null || high is null)
        {
            notes.Refuse(t.NamePlace, "ScaleIntensityRangePercentilesd without b_min and b_max is not supported.");
        }

        bool each = t.Flag("channel_wise", false);
        Intensity(t, new PreprocessStep
        {
            Op = PreprocessOp.ScalePercentile, Percentiles = new(t.Number("lower", 0), t.Number("upper", 100)), Out = new(low ?? 0, high ?? 1), Clip = t.Flag("clip", false), PerChannel = PerChannel(each),
        }, "scale-percentile");
    }

    private void Normalize(Component t)
    {
        bool nonzero = t.Flag("nonzero", false), each = t.Flag("channel_wise", false);
        (IReadOnlyList<double>? mean, IReadOnlyList<double>? std) = (t.Numbers("subtrahend"), t.Numbers("divisor"));
        if (mean is null && std is null)
        {
            Intensity(t, new PreprocessStep { Op = PreprocessOp.Zscore, NonzeroOnly = nonzero, PerChannel = PerChannel(each) }, "zscore");
            return;
        }

        if (mean is null || std is null || nonzero || mean.Count != 1 || std.Count != 1)
        {
            notes.Refuse(t.NamePlace, "NormalizeIntensityd with subtrahend and divisor is supported with one number for each, and for all voxels.");
            return;
        }

        Intensity(t, new PreprocessStep { Op = PreprocessOp.AffineIntensity, Mean = mean[0], Std = std[0] }, "affine-intensity");
    }

    private void CropForeground(Component t)
    {
        t.Only("select_fn", "$lambda x: x > 0");
        t.Only("channel_indices");
        string? source = t.Word("source_key");
        if (source is not null && !_keys.Contains(source))
        {
            notes.Refuse(t.PlaceOf("source_key"), $"CropForegroundd looks at \"{source}\", which is not the image.");
        }

        int[] margin = t.WholePerAxis("margin", 3) ?? [0, 0, 0], divisible = t.WholePerAxis("k_divisible", 3) ?? [1, 1, 1];
        bool inside = t.Flag("allow_smaller", allowSmaller), marginal = margin.Any(m => m > 0), grows = divisible.Any(k => k > 1);
        _ = t.Value("start_coord_key");
        _ = t.Value("end_coord_key");
        if (marginal && !t.Has("allow_smaller"))
        {
            notes.Warn(t.NamePlace, $"Whether the margin ends at the image's border (allow_smaller) is not said; MONAI's default changed with 1.5. Taken as {(inside ? "true" : "false")}.");
        }

        if (grows || (marginal && !inside))
        {
            t.Only("mode", "constant"); // of what is added beyond the image
        }
        else
        {
            _ = t.Value("mode");
        }

        Geometric(t, new PreprocessStep
        {
            Op = PreprocessOp.CropForeground, Threshold = 0, MarginVoxels = marginal ? margin : null, DivisibleBy = grows ? divisible : null, Mode = marginal && inside ? "within" : null,
        }, "crop-foreground");
    }

    private void Pad(Component t)
    {
        t.Only("method", "symmetric", "end");
        t.Only("mode", "constant");
        int[]? size = t.WholePerAxis("spatial_size", 3);
        if (size?.Any(n => n < 1) == true)
        {
            notes.Refuse(t.PlaceOf("spatial_size"), "SpatialPadd with -1, an axis that is left as it is, is not supported.");
        }

        Geometric(t, new PreprocessStep { Op = PreprocessOp.PadTo, Size = size, Value = PadValue(t), Mode = PadMode(t) }, "pad-to");
    }

    private void PadDivisible(Component t)
    {
        t.Only("method", "symmetric", "end");
        t.Only("mode", "constant");
        Geometric(t, new PreprocessStep { Op = PreprocessOp.PadDivisible, DivisibleBy = t.WholePerAxis("k", 3), Value = PadValue(t), Mode = PadMode(t) }, "pad-divisible");
    }

    private void Resize(Component t)
    {
        t.Only("size_mode", "all");
        RefuseFlag(t, "anti_aliasing", "the image is blurred first");
        t.Only("anti_aliasing_sigma");
        int[]? size = t.WholePerAxis("spatial_size", 3);
        Interpolation order = t.Has("mode") ? Order(t, Interpolation.Area) : Interpolation.Area;
        Geometric(t, new PreprocessStep { Op = PreprocessOp.Resize, Size = size, Order = order, Grid = t.Flag("align_corners", false) ? ResampleGrid.Corner : ResampleGrid.HalfPixel }, "resize");
    }

    private void CenterCrop(Component t) =>
        Geometric(t, new PreprocessStep { Op = PreprocessOp.CenterCrop, Size = t.WholePerAxis("roi_size", 3) }, "center-crop");

    private void Concat(Component t)
    {
        string name = t.Word("name") ?? "image";
        t.Only("dim", "0");
        if (!t.Keys.Order(StringComparer.Ordinal).SequenceEqual(_keys.Order(StringComparer.Ordinal)))
        {
            notes.Refuse(t.NamePlace, $"ConcatItemsd of {string.Join(", ", t.Keys)} where {string.Join(", ", _keys)} are loaded is not supported.");
        }
        else if (!t.Keys.SequenceEqual(_keys))
        {
            notes.Refuse(t.NamePlace, "ConcatItemsd in another order than that of LoadImaged is not supported: name the keys in one order.");
        }

        // until here every key was a tensor of its own, with statistics of its own
        _steps.Add(new PreprocessStep { Op = PreprocessOp.Concat });
        notes.Map(t.NamePlace, $"inputs {string.Join(", ", _keys)} as channels");
        _keys = [name];
    }

    private static bool? PerChannel(bool each) => each ? true : null;

    private static string? PadMode(Component t) => t.Word("method") == "end" ? "end" : null;

    private static double? PadValue(Component t) => (t.Number("value") ?? t.Number("constant_values")) is double value and not 0 ? value : null;

    private void Intensity(Component t, PreprocessStep step, string became)
    {
        int[] channels = [.. _keys.Index().Where(k => t.Keys.Contains(k.Item)).Select(k => k.Index)];
        _steps.Add(channels.Length == _keys.Length || channels.Length == 0 ? step : step with { Channels = channels });
        notes.Map(t.NamePlace, $"preprocess {became}");
    }

    private void Geometric(Component t, PreprocessStep step, string became)
    {
        if (_keys.Except(t.Keys).Any() && t.Keys.Count > 0)
        {
            notes.Refuse(t.NamePlace, $"{t.Name} for some of the images only is not supported: they would lie on different grids.");
        }

        _moved = true;
        _steps.Add(step);
        notes.Map(t.NamePlace, $"preprocess {became}");
    }

    // a mode for each key: that of the first image key
    private Interpolation Order(Component t, Interpolation otherwise)
    {
        IReadOnlyList<string> modes = t.Words("mode");
        if (modes.Count == 0)
        {
            return otherwise;
        }

        int key = Math.Max(0, t.Keys.Index().FirstOrDefault(k => _keys.Contains(k.Item)).Index);
        string mode = modes.Count == 1 ? modes[0] : key < modes.Count ? modes[key] : "";
        switch (mode)
        {
            case "bilinear" or "trilinear" or "linear" or "1":
                return Interpolation.Linear;
            case "nearest" or "0":
                return Interpolation.Nearest;
            case "area":
                return Interpolation.Area;
            default:
                notes.Refuse(t.PlaceOf("mode"), $"{t.Name} with mode \"{mode}\" is not supported; supported: bilinear, nearest.");
                return otherwise;
        }
    }

    private void RefuseFlag(Component t, string argument, string because)
    {
        if (t.Flag(argument, false))
        {
            notes.Refuse(t.PlaceOf(argument), $"{t.Name} with {argument} is not supported: {because}.");
        }
    }
}
