namespace DicomNode.Segmentation.Pipeline;

/// <summary>How several networks make one result.</summary>
public sealed record ComposeSpec
{
    public CropFromSpec? CropFrom { get; init; }

    public IReadOnlyList<UnionPart> Union { get; init; } = [];

    public CascadeFromSpec? CascadeFrom { get; init; }
}

/// <summary>Another model runs first, and this one sees only the box around some of its labels.</summary>
public sealed record CropFromSpec
{
    /// <summary>Its id, and the name of its folder beside this model's.</summary>
    public required string Model { get; init; }

    public required IReadOnlyList<int> Labels { get; init; }

    /// <summary>Around the box, in the order of <see cref="SpatialSpec.Orientation"/> (without one: slices, rows, columns); down to whole voxels.</summary>
    public IReadOnlyList<double>? MarginMm { get; init; }

    /// <summary>What happens when none of the labels was found.</summary>
    public WhenEmpty IfEmpty { get; init; } = WhenEmpty.Skip;
}

/// <summary>A further network on the same prepared tensor. Its labels are written over those of the networks before it.</summary>
public sealed record UnionPart
{
    public required string File { get; init; }

    public string? Sha256 { get; init; }

    /// <summary>From its labels to those of the result; what is not named is dropped.</summary>
    public required IReadOnlyDictionary<int, int> Map { get; init; }
}

public sealed record CascadeFromSpec
{
    public required string Model { get; init; }

    public IReadOnlyList<int> OneHotLabels { get; init; } = [];
}

public enum WhenEmpty
{
    /// <summary>The result is empty too.</summary>
    Skip,

    /// <summary>The model looks everywhere.</summary>
    Whole,

    /// <summary>The run fails.</summary>
    Fail,
}
