using System.Globalization;
using DicomNode.Segmentation.Importing.Configs;

namespace DicomNode.Segmentation.Importing.Monai;

/// <summary>Follows the <c>@references</c> and the plain <c>$expressions</c> of a bundle. What it cannot follow becomes a <see cref="ConfigOpaque"/>, which only hurts where it is needed.</summary>
internal sealed class ConfigResolver(ConfigMap root)
{
    private const int LongestChain = 64;

    private readonly Dictionary<ConfigPlace, string> _opaque = [];
    private int _depth;

    /// <summary>The expressions that were asked for and have no value here.</summary>
    public IReadOnlyCollection<ConfigPlace> Opaque => _opaque.Keys;

    /// <summary>The value that a node stands for. Lists and maps are returned as they are: their items are resolved when they are looked at.</summary>
    public ConfigNode Resolve(ConfigNode node)
    {
        if (node is not ConfigText { Text: ['$' or '@' or '%', ..] text })
        {
            return node;
        }

        ConfigNode? value = null;
        if (++_depth <= LongestChain) // a reference to itself has no value
        {
            value = text[0] switch
            {
                '@' => Reference(text[1..]),
                '$' => Expression.Evaluate(text[1..], node.Place, Reference),
                _ => null, // a macro, which would pull text out of another file
            };
        }

        _depth--;
        if (value is null or ConfigOpaque)
        {
            _opaque[node.Place] = text;
            return new ConfigOpaque(node.Place, text);
        }

        return value;
    }

    /// <summary>The value of a key at the top of the file; null when it is not there.</summary>
    public ConfigNode? Top(string key) => root[key] is ConfigNode node ? Resolve(node) : null;

    // ids are paths with # or, since MONAI 1.3, :: between the keys
    private ConfigNode? Reference(string id)
    {
        ConfigNode? node = root;
        foreach (string key in id.Replace("::", "#", StringComparison.Ordinal).Split('#'))
        {
            node = node switch
            {
                ConfigMap map => map[key],
                ConfigList list when int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < list.Items.Count => list.Items[index],
                _ => null,
            };
            node = node is null ? null : Resolve(node);
        }

        return node;
    }
}
