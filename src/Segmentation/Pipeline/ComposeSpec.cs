namespace DicomNode.Segmentation.Pipeline;

/// <summary>How several networks make one result.</summary>
public sealed record ComposeSpec
{
    public CropFromSpec? CropFrom { get; init; }

    public IReadOnlyList<UnionPart> Union { get; init; } = [];

    public CascadeFromSpec? CascadeFrom { get; init; }
}

public sealed record CropFromSpec
{
    public required string Model { get; init; }

    public required IReadOnlyList<int> Labels { get; init; }

    public IReadOnlyList<double>? MarginMm { get; init; }

    public WhenEmpty IfEmpty { get; init; } = WhenEmpty.Skip;
}

public sealed record UnionPart
{
    public required string File { get; init; }

    public string? Sha256 { get; init; }

    public required IReadOnlyDictionary<int, int> Map { get; init; }
}

public sealed record CascadeFromSpec
{
    public required string Model { get; init; }

    public IReadOnlyList<int> OneHotLabels { get; init; } = [];
}

public enum WhenEmpty
{
    Skip,
    Whole,
    Fail,
}
