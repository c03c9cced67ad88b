using System.Text.Json.Serialization;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>One segment of the result: what a label (or a union of labels) means.</summary>
public sealed record SegmentSpec
{
    /// <summary>The label of the segment, 1 to 65535. Of a union segment: a number of its own, which no voxel carries.</summary>
    public required int Label { get; init; }

    /// <summary>A union segment: the labels it is made of.</summary>
    public IReadOnlyList<int>? Labels { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required CodeSpec Category { get; init; }

    public required CodeSpec Type { get; init; }

    public CodeSpec? TypeModifier { get; init; }

    public CodeSpec? Region { get; init; }

    public CodeSpec? RegionModifier { get; init; }

    /// <summary>Red, green, blue, 0 to 255.</summary>
    public IReadOnlyList<int>? Rgb { get; init; }

    /// <summary>CIELab as DICOM scales it, 0 to 65535; computed from <see cref="Rgb"/> when absent. PS3.3 §C.10.7.1.1.</summary>
    public IReadOnlyList<int>? Cielab { get; init; }

    public RtRoiType RtRoiType { get; init; } = RtRoiType.Organ;

    public string? RtRoiName { get; init; }

    public bool Emit { get; init; } = true;

    /// <summary>Below it the result is flagged, not dropped.</summary>
    public double? MinMl { get; init; }

    /// <summary>Above it the result is flagged, not dropped.</summary>
    public double? MaxMl { get; init; }

    /// <summary>More connected parts than these are flagged; absent: any number is plausible.</summary>
    public int? MaxComponents { get; init; }

    /// <summary>What the report says of it beyond volume, mean and standard deviation.</summary>
    public IReadOnlyList<Measurement> Measure { get; init; } = [];

    /// <summary>The voxel labels that belong to the segment.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> VoxelLabels => Labels ?? [Label];
}

public enum Measurement
{
    /// <summary>The greatest distance between two points of the surface. IBSI L0JK.</summary>
    [JsonStringEnumMemberName("maximum-3d-diameter")]
    Maximum3dDiameter,
}

/// <summary>A coded concept. PS3.3 §8.</summary>
public sealed record CodeSpec
{
    public required string Scheme { get; init; }

    public required string Value { get; init; }

    public required string Meaning { get; init; }
}

/// <summary>RT ROI Interpreted Type (3006,00A4) of a segment.</summary>
public enum RtRoiType
{
    [JsonStringEnumMemberName("ORGAN")]
    Organ,
    [JsonStringEnumMemberName("GTV")]
    Gtv,
    [JsonStringEnumMemberName("CTV")]
    Ctv,
    [JsonStringEnumMemberName("PTV")]
    Ptv,
    [JsonStringEnumMemberName("AVOIDANCE")]
    Avoidance,
    [JsonStringEnumMemberName("EXTERNAL")]
    External,
    [JsonStringEnumMemberName("CAVITY")]
    Cavity,
    [JsonStringEnumMemberName("CONTROL")]
    Control,
    [JsonStringEnumMemberName("SUPPORT")]
    Support,
    [JsonStringEnumMemberName("NONE")]
    None,
}
