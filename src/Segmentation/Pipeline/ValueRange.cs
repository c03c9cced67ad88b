using System.Text.Json.Serialization;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>A pair of bounds, <c>[low, high]</c> in JSON; null leaves a side open.</summary>
[JsonConverter(typeof(ValueRangeConverter))]
public readonly record struct ValueRange(double? Low, double? High)
{
    public bool Contains(double value) => !(value < Low) && !(value > High);
}
