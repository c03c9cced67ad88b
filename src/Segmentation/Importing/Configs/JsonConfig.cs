using System.Text;
using System.Text.Json;

namespace DicomNode.Segmentation.Importing.Configs;

/// <summary>JSON into nodes that know their lines. Comments and trailing commas are forgiven.</summary>
internal static class JsonConfig
{
    /// <exception cref="ImportException">Not JSON.</exception>
    public static ConfigNode Read(string text, ConfigLines lines)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var cursor = new Cursor(utf8, lines);
        try
        {
            reader.Read();
            ConfigNode root = cursor.Node(ref reader, "");
            return reader.Read() ? throw new JsonException($"There is more after the end, from line {cursor.Line(reader.TokenStartIndex)} on.") : root;
        }
        catch (JsonException e)
        {
            throw ImportException.At(lines.At((int)(e.LineNumber ?? 0) + 1, ""), $"Not JSON: {e.Message}");
        }
    }

    private sealed class Cursor(byte[] utf8, ConfigLines lines)
    {
        private long _counted;
        private int _line = 1;

        /// <summary>Tokens come in the order of the file, so the newlines are counted once.</summary>
        public int Line(long at)
        {
            _line += utf8.AsSpan((int)_counted, (int)(at - _counted)).Count((byte)'\n');
            _counted = at;
            return _line;
        }

        public ConfigNode Node(ref Utf8JsonReader reader, string key)
        {
            ConfigPlace place = lines.At(Line(reader.TokenStartIndex), key);
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    List<KeyValuePair<string, ConfigNode>> entries = [];
                    while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                    {
                        string name = reader.GetString()!;
                        reader.Read();
                        entries.Add(new(name, Node(ref reader, Below(key, name))));
                    }

                    return new ConfigMap(place, entries);
                case JsonTokenType.StartArray:
                    List<ConfigNode> items = [];
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        items.Add(Node(ref reader, Below(key, $"{items.Count}")));
                    }

                    return new ConfigList(place, items);
                case JsonTokenType.String:
                    return new ConfigText(place, reader.GetString()!);
                case JsonTokenType.Number:
                    return new ConfigNumber(place, reader.GetDouble());
                case JsonTokenType.True or JsonTokenType.False:
                    return new ConfigFlag(place, reader.GetBoolean());
                default:
                    return new ConfigNull(place);
            }
        }
    }

    internal static string Below(string key, string name) => key.Length == 0 ? name : $"{key}#{name}";
}
