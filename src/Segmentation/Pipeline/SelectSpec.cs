using System.Text.Json.Serialization;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Which series an input takes. All that is given must hold.</summary>
public sealed record SelectSpec
{
    public required IReadOnlyList<string> Modality { get; init; }

    public IReadOnlyList<string> SopClass { get; init; } = [];

    /// <summary>BodyPartExamined; a series without it passes.</summary>
    public IReadOnlyList<string> BodyPart { get; init; } = [];

    /// <summary>Regular expression, case-insensitive, on SeriesDescription, then ProtocolName.</summary>
    public string? Description { get; init; }

    public string? NotDescription { get; init; }

    /// <summary>Regular expression on ConvolutionKernel.</summary>
    public string? Kernel { get; init; }

    public IReadOnlyList<string> ImageType { get; init; } = [];

    public IReadOnlyList<string> NotImageType { get; init; } = [];

    public AcquisitionPlane Plane { get; init; } = AcquisitionPlane.Any;

    public ValueRange? SliceSpacingMm { get; init; }

    public ValueRange? PixelSpacingMm { get; init; }

    public int? MinSlices { get; init; }

    public int? MaxSlices { get; init; }

    /// <summary>Extent along the slice normal.</summary>
    public double? MinExtentMm { get; init; }

    public ContrastAgent? ContrastAgent { get; init; }

    /// <summary>Allowed relative deviation of slice gaps; beyond it the series is refused.</summary>
    public double UniformSpacingTolerance { get; init; } = 0.02;

    public bool AllowGantryTilt { get; init; }

    public IReadOnlyList<AttributeRule> Rules { get; init; } = [];

    /// <summary>Which of several series of a study is taken, for a model of several inputs; the first one that tells them apart decides.</summary>
    public IReadOnlyList<SeriesPreference> Prefer { get; init; } = [];
}

/// <summary>A test on one attribute of the series. All given operators must hold.</summary>
public sealed record AttributeRule
{
    /// <summary>Keyword or gggg,eeee; dotted for sequences.</summary>
    public required string Tag { get; init; }

    [JsonConverter(typeof(StringsOrNumbersConverter))]
    public IReadOnlyList<string>? In { get; init; }

    [JsonConverter(typeof(StringsOrNumbersConverter))]
    public IReadOnlyList<string>? NotIn { get; init; }

    public string? Regex { get; init; }

    public string? NotRegex { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    public bool? Present { get; init; }

    public WhenAbsent IfAbsent { get; init; } = WhenAbsent.Fail;
}

public enum WhenAbsent
{
    Fail,
    Pass,
}

public enum AcquisitionPlane
{
    Any,
    Axial,
    Coronal,
    Sagittal,
}

public enum ContrastAgent
{
    Any,
    Required,
    Forbidden,
}

public enum SeriesPreference
{
    ThinnestSlices,
    MostSlices,
    Newest,
    SmoothestKernel,
    LargestFov,
    SmallestSeriesNumber,
}
