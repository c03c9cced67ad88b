using DicomNode.Segmentation.Importing.Configs;

namespace DicomNode.Segmentation.Importing.Monai;

/// <summary>Finds transforms and inferers in a configuration, in both spellings: <c>_target_</c> of bundles, <c>name</c> and <c>args</c> of Clara.</summary>
internal sealed class Components(ConfigResolver resolver, ImportNotes notes)
{
    /// <summary>The transforms of a Compose, of a list, or of a sum of lists; those that are disabled are left out.</summary>
    public IReadOnlyList<Component> List(ConfigNode? node, string what)
    {
        List<Component> found = [];
        Collect(node, what, found);
        return found;
    }

    /// <summary>One component; null, with a reason among the notes, when the node is none.</summary>
    public Component? One(ConfigNode? node, string what)
    {
        switch (node is null ? null : resolver.Resolve(node))
        {
            case ConfigMap map when map["_target_"] is ConfigNode target && resolver.Resolve(target) is ConfigText name:
                return new Component(name.Text, map, resolver, notes);
            case ConfigMap map when map["name"] is ConfigText name:
                ConfigMap arguments = map["args"] as ConfigMap ?? new ConfigMap(map.Place, []);
                return new Component(name.Text, new ConfigMap(map.Place, [.. arguments.Entries.Where(e => e.Key != "name"), new("_target_", name)]), resolver, notes);
            case ConfigOpaque opaque:
                notes.Refuse(opaque.Place, $"{what} is an expression, which is not executed.");
                return null;
            case null:
                notes.Refuse(null, $"The configuration has no {what}.");
                return null;
            case ConfigNode other:
                notes.Refuse(other.Place, $"{what} names no class (_target_).");
                return null;
        }
    }

    private void Collect(ConfigNode? node, string what, List<Component> found)
    {
        ConfigNode? value = node is null ? null : resolver.Resolve(node);
        if (value is ConfigList list)
        {
            foreach (ConfigNode item in list.Items)
            {
                Collect(item, what, found);
            }
        }
        else if (One(value, what) is Component component && !component.Flag("_disabled_", false))
        {
            if (component.Name is "Compose")
            {
                Collect(component.Value("transforms"), what, found);
            }
            else
            {
                found.Add(component);
            }
        }
    }
}
