using System.Text.Json;
using System.Text.Json.Serialization;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>A whole number that stands for all three axes, or one per axis.</summary>
internal sealed class NumberOrThreeConverter : JsonConverter<IReadOnlyList<int>>
{
    public override IReadOnlyList<int> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int all))
        {
            return [all, all, all];
        }

        return reader.TokenType == JsonTokenType.StartArray && JsonSerializer.Deserialize<int[]>(ref reader, options) is { } each
            ? each
            : throw new JsonException("A whole number, or three of them, is expected.");
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<int> value, JsonSerializerOptions options)
    {
        if (value is [int z, int y, int x] && z == y && y == x)
        {
            writer.WriteNumberValue(z);
        }
        else
        {
            JsonSerializer.Serialize(writer, value, options);
        }
    }
}
