using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DicomNode.Segmentation.Importing.Configs;

/// <summary>YAML into the same nodes as JSON. Scalars without quotes are read by the core schema of YAML 1.2.</summary>
internal static class YamlConfig
{
    private const int DeepestNesting = 64;

    /// <exception cref="ImportException">Not YAML, or more than one document.</exception>
    public static ConfigNode Read(string text, ConfigLines lines)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw ImportException.At(lines.At((int)e.Start.Line, ""), $"Not YAML: {e.Message}");
        }

        return stream.Documents is [{ RootNode: { } root }]
            ? Node(root, lines, "", 0)
            : throw ImportException.At(lines.At(1, ""), $"{stream.Documents.Count} documents; one is expected.");
    }

    private static ConfigNode Node(YamlNode node, ConfigLines lines, string key, int depth)
    {
        ConfigPlace place = lines.At((int)node.Start.Line, key);
        if (depth > DeepestNesting) // an alias that names what holds it would never end
        {
            throw ImportException.At(place, $"Nested deeper than {DeepestNesting} levels.");
        }

        return node switch
        {
            YamlMappingNode map => new ConfigMap(place, [.. map.Children.Select(c => Entry(c, lines, key, depth))]),
            YamlSequenceNode list => new ConfigList(place, [.. list.Children.Select((c, i) => Node(c, lines, JsonConfig.Below(key, $"{i}"), depth + 1))]),
            YamlScalarNode scalar => Scalar(scalar, place),
            _ => throw ImportException.At(place, $"A YAML {node.NodeType} is not supported."),
        };
    }

    private static KeyValuePair<string, ConfigNode> Entry(KeyValuePair<YamlNode, YamlNode> child, ConfigLines lines, string key, int depth)
    {
        string name = (child.Key as YamlScalarNode)?.Value ?? throw ImportException.At(lines.At((int)child.Key.Start.Line, key), "A key that is no word is not supported.");
        return new(name, Node(child.Value, lines, JsonConfig.Below(key, name), depth + 1));
    }

    private static ConfigNode Scalar(YamlScalarNode scalar, ConfigPlace place)
    {
        string text = scalar.Value ?? "";
        return scalar.Style != ScalarStyle.Plain ? new ConfigText(place, text)
            : text is "" or "~" or "null" or "Null" or "NULL" ? new ConfigNull(place)
            : text is "true" or "True" or "TRUE" ? new ConfigFlag(place, true)
            : text is "false" or "False" or "FALSE" ? new ConfigFlag(place, false)
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !char.IsLetter(text[0]) ? new ConfigNumber(place, number)
            : new ConfigText(place, text);
    }
}
