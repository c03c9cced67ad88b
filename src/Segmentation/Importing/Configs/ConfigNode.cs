namespace DicomNode.Segmentation.Importing.Configs;

/// <summary>A value of a configuration file, JSON or YAML, that knows where it stands.</summary>
internal abstract record ConfigNode(ConfigPlace Place);

/// <summary>Keys in the order of the file.</summary>
internal sealed record ConfigMap(ConfigPlace Place, IReadOnlyList<KeyValuePair<string, ConfigNode>> Entries) : ConfigNode(Place)
{
    public ConfigNode? this[string key] => Entries.FirstOrDefault(e => e.Key == key).Value;

    /// <summary>The value at a path of keys; null where it ends early.</summary>
    public ConfigNode? At(params ReadOnlySpan<string> keys)
    {
        ConfigNode? node = this;
        foreach (string key in keys)
        {
            node = (node as ConfigMap)?[key];
        }

        return node;
    }
}

internal sealed record ConfigList(ConfigPlace Place, IReadOnlyList<ConfigNode> Items) : ConfigNode(Place);

internal sealed record ConfigText(ConfigPlace Place, string Text) : ConfigNode(Place);

internal sealed record ConfigNumber(ConfigPlace Place, double Value) : ConfigNode(Place);

internal sealed record ConfigFlag(ConfigPlace Place, bool Value) : ConfigNode(Place);

internal sealed record ConfigNull(ConfigPlace Place) : ConfigNode(Place);

/// <summary>An expression that is outside of what is understood. It is never executed.</summary>
internal sealed record ConfigOpaque(ConfigPlace Place, string Expression) : ConfigNode(Place);
