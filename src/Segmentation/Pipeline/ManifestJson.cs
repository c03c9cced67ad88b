using System.Text.Json;
using System.Text.Json.Serialization;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>How a manifest is read: comments and trailing commas are allowed, unknown keys and unknown words are not.</summary>
internal static class ManifestJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        Converters = { new WordConverterFactory() },
    };

    /// <exception cref="ModelException">Not JSON, or not the shape of a manifest; the key's path is in the message.</exception>
    public static ModelManifest Read(ReadOnlySpan<byte> utf8, string source)
    {
        try
        {
            return JsonSerializer.Deserialize<ModelManifest>(utf8, Options)
                ?? throw new ModelException(source, [new ManifestProblem("", "The file holds null, not a manifest.")]);
        }
        catch (JsonException e)
        {
            throw new ModelException(source, [Problem(e)], e);
        }
    }

    private static ManifestProblem Problem(JsonException e)
    {
        string where = e.LineNumber is long line ? $" (line {line + 1})" : "";
        return new ManifestProblem((e.Path ?? "$").TrimStart('$').TrimStart('.'), Sentence(e.Message) + where);
    }

    // the serializer's own messages name our types, which mean nothing to who writes a manifest
    private static string Sentence(string message)
    {
        int path = message.IndexOf(" Path: ", StringComparison.Ordinal);
        string text = path < 0 ? message : message[..path];
        if (text.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
        {
            return "This key is not known here; config/models/model.schema.json lists the keys.";
        }

        int including = text.IndexOf("missing required properties including: ", StringComparison.Ordinal);
        if (including >= 0)
        {
            return "Required and absent: " + text[(including + "missing required properties including: ".Length)..].TrimEnd('.') + ".";
        }

        return text.StartsWith("The JSON value could not be converted", StringComparison.Ordinal) ? "The value has the wrong type." : text;
    }
}
