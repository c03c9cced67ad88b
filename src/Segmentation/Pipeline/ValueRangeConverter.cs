using System.Text.Json;
using System.Text.Json.Serialization;

namespace DicomNode.Segmentation.Pipeline;

/// <summary><c>[low, high]</c>, each a number or null.</summary>
internal sealed class ValueRangeConverter : JsonConverter<ValueRange>
{
    public override ValueRange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        double?[]? pair = JsonSerializer.Deserialize<double?[]>(ref reader, options);
        return pair is [double or null, double or null] ? new ValueRange(pair[0], pair[1]) : throw new JsonException("A range is two numbers, [low, high]; null leaves a side open.");
    }

    public override void Write(Utf8JsonWriter writer, ValueRange value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new double?[] { value.Low, value.High }, options);
}
