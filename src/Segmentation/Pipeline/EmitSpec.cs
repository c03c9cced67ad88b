using System.Text.Json.Serialization;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Which objects are made of the labels, and how.</summary>
public sealed record EmitSpec
{
    /// <summary>Empty: what the route asks for.</summary>
    public IReadOnlyList<EmittedObject> Objects { get; init; } = [];

    public SegmentationType? SegmentationType { get; init; }

    public bool SkipEmptySegments { get; init; } = true;

    public WhenAllEmpty WhenAllEmpty { get; init; } = WhenAllEmpty.SendSrOnly;

    public string? SeriesDescription { get; init; }

    public int? SeriesNumberOffset { get; init; }
}

public enum EmittedObject
{
    [JsonStringEnumMemberName("SEG")]
    Seg,
    [JsonStringEnumMemberName("RTSTRUCT")]
    RtStruct,
    [JsonStringEnumMemberName("SR")]
    Sr,
    [JsonStringEnumMemberName("SC")]
    Sc,
}

public enum SegmentationType
{
    [JsonStringEnumMemberName("BINARY")]
    Binary,
    [JsonStringEnumMemberName("LABELMAP")]
    Labelmap,
    [JsonStringEnumMemberName("FRACTIONAL")]
    Fractional,
}

public enum WhenAllEmpty
{
    SendSrOnly,
    SendNothing,
    SendEmpty,
}
