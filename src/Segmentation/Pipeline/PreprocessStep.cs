using System.Text.Json.Serialization;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>One step between the volume and the network. Which keys an <see cref="Op"/> takes is checked by <see cref="ManifestCheck"/>.</summary>
public sealed record PreprocessStep
{
    public required PreprocessOp Op { get; init; }

    /// <summary>Channels the step is for; absent: all.</summary>
    public IReadOnlyList<int>? Channels { get; init; }

    /// <summary>Millimetres, in the order of <see cref="SpatialSpec.Orientation"/>.</summary>
    public IReadOnlyList<double>? Spacing { get; init; }

    /// <summary>Voxels, in the order of <see cref="SpatialSpec.Orientation"/>. center-crop: -1 keeps the axis.</summary>
    public IReadOnlyList<int>? Size { get; init; }

    public ResampleGrid? Grid { get; init; }

    public Interpolation? Order { get; init; }

    /// <summary>Along the coarse axis of an anisotropic volume. Absent, with <see cref="Anisotropy"/>: nearest.</summary>
    public OutOfPlane? OrderOutOfPlane { get; init; }

    /// <summary>The coarse axis is treated on its own when the largest spacing is more than this many times the smallest, on the grid that is read or on the one that is made. Absent, with <see cref="OrderOutOfPlane"/>: 3.</summary>
    public double? Anisotropy { get; init; }

    /// <summary>No value beyond those of the input, or of its slice where slices are resampled on their own. Nearest and linear give none either way.</summary>
    public bool? ClampToInputRange { get; init; }

    /// <summary>Of the values that resampling makes.</summary>
    public IntegerRounding? RoundToInteger { get; init; }

    public Border? Border { get; init; }

    public ValueRange? In { get; init; }

    public ValueRange? Out { get; init; }

    public bool? Clip { get; init; }

    public ValueRange? Percentiles { get; init; }

    public double? Mean { get; init; }

    public double? Std { get; init; }

    public bool? NonzeroOnly { get; init; }

    /// <summary>Statistics of each channel rather than of all. Absent: of each before a concat, of all after it or without one.</summary>
    public bool? PerChannel { get; init; }

    public double? Threshold { get; init; }

    /// <summary>Voxels that crop-foreground leaves around what it finds; one number for all axes, or one per axis in the order of <see cref="SpatialSpec.Orientation"/>.</summary>
    [JsonConverter(typeof(NumberOrThreeConverter))]
    public IReadOnlyList<int>? MarginVoxels { get; init; }

    public double? MarginMm { get; init; }

    public IReadOnlyList<int>? DivisibleBy { get; init; }

    /// <summary>What padding adds.</summary>
    public double? Value { get; init; }

    /// <summary>
    /// pad-to, pad-divisible: symmetric (and absent) or end. crop-foreground: padded (and absent) reaches outside of the volume where the margin does, within
    /// ends there. zscore: mask counts and changes only voxels inside the mask of crop-nonzero. conform: center.
    /// </summary>
    public string? Mode { get; init; }
}

public enum PreprocessOp
{
    Reorient,
    Resample,
    Resize,
    Conform,
    Clip,
    ScaleRange,
    ScaleMinmax,
    ScalePercentile,
    Zscore,
    AffineIntensity,
    CropForeground,
    CropNonzero,
    CropToSegments,
    CenterCrop,
    PadTo,
    PadDivisible,
    Concat,
    MaskWith,
}

/// <summary>Where the samples of the new grid lie on the old one; n and N samples, spacings s and S, index x of sample X.</summary>
public enum ResampleGrid
{
    /// <summary>N = round((n-1)*s/S + 1), x = X*S/s: the first samples coincide (MONAI's Spacing). Of resize: x = X*n/N, rounded down (torch's nearest).</summary>
    Origin,

    /// <summary>N = round(n*s/S), x = (X+0.5)*n/N - 0.5: the outer faces coincide (scikit-image, nnU-Net).</summary>
    HalfPixel,

    /// <summary>N = round(n*s/S), x = X*(n-1)/(N-1): the first and last samples coincide (scipy.ndimage.zoom).</summary>
    Corner,
}

public enum Interpolation
{
    Nearest,
    Linear,
    CubicBspline,
    Area,
}

public enum OutOfPlane
{
    Nearest,
    Linear,
    Same,
}

public enum IntegerRounding
{
    None,
    Truncate,
    Round,
}

public enum Border
{
    Replicate,
    Zero,
    Reflect,
}
