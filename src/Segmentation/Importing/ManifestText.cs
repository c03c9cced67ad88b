using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing;

/// <summary>Writes a manifest for people: in the order of the schema, without what says nothing new, short things on one line.</summary>
internal static class ManifestText
{
    private const int LongestLine = 150;

    private static readonly JsonSerializerOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions s_options = new(ManifestJson.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutDefaults } },
    };

    public static string Of(ModelManifest manifest)
    {
        JsonNode node = JsonSerializer.SerializeToNode(manifest, s_options)!;
        var text = new StringBuilder();
        Write(node, text, 0, top: true);
        return text.Append('\n').ToString();
    }

    private static void Write(JsonNode? node, StringBuilder text, int depth, bool top = false)
    {
        if (node is not (JsonObject or JsonArray) || (!top && Inline(node) is string))
        {
            text.Append(Inline(node));
            return;
        }

        (char open, char close) = node is JsonObject ? ('{', '}') : ('[', ']');
        IEnumerable<(string? Key, JsonNode? Value)> items = node is JsonObject map ? map.Select(p => ((string?)p.Key, p.Value)) : ((JsonArray)node).Select(i => ((string?)null, i));
        text.Append(open);
        string comma = "";
        foreach ((string? key, JsonNode? value) in items)
        {
            text.Append(comma).Append('\n').Append(' ', 2 * (depth + 1));
            if (key is not null)
            {
                text.Append(JsonSerializer.Serialize(key, s_compact)).Append(": ");
            }

            Write(value, text, depth + 1);
            comma = ",";
        }

        text.Append('\n').Append(' ', 2 * depth).Append(close);
    }

    // null: too much for one line, or not for one line at all
    private static string? Inline(JsonNode? node)
    {
        if (node is not (JsonObject or JsonArray))
        {
            return node?.ToJsonString(s_compact) ?? "null";
        }

        string?[] items = node is JsonObject map
            ? [.. map.Select(p => Inline(p.Value) is string value ? $"{JsonSerializer.Serialize(p.Key, s_compact)}: {value}" : null)]
            : [.. ((JsonArray)node).Select(i => i is JsonObject ? null : Inline(i))]; // objects of a list get lines of their own
        if (items.Contains(null))
        {
            return null;
        }

        string text = string.Join(", ", items);
        return text.Length > LongestLine ? null : node is JsonArray ? $"[{text}]" : items.Length == 0 ? "{}" : $"{{ {text} }}";
    }

    // what equals the value of an object that nobody has touched
    private static void LeaveOutDefaults(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Type.GetConstructor(Type.EmptyTypes) is null)
        {
            return;
        }

        object untouched = Activator.CreateInstance(type.Type)!;
        foreach (JsonPropertyInfo property in type.Properties.Where(p => !p.IsRequired && p.Get is not null))
        {
            object? usual = property.Get!(untouched);
            property.ShouldSerialize = (_, value) => value is not null && !(value is ICollection { Count: 0 }) && !Equals(value, usual);
        }
    }
}
