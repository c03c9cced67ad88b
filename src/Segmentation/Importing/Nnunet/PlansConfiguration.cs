using DicomNode.Segmentation.Importing.Configs;

namespace DicomNode.Segmentation.Importing.Nnunet;

/// <summary>One configuration of plans.json, with what it inherits (<c>inherits_from</c>).</summary>
internal sealed class PlansConfiguration(string name, IReadOnlyList<ConfigMap> chain)
{
    private const int LongestChain = 8;

    public string Name => name;

    public ConfigPlace Place => chain[0].Place;

    /// <summary>The value nearest in the chain; null where none has it.</summary>
    public ConfigNode? this[string key] => chain.Select(c => c[key]).FirstOrDefault(v => v is not null);

    /// <exception cref="ImportException">There is no such configuration.</exception>
    public static PlansConfiguration Of(ConfigMap plans, string? wanted)
    {
        var all = plans["configurations"] as ConfigMap ?? throw ImportException.At(plans.Place, "plans.json has no configurations: it is not one of nnU-Net v2.");
        string name = wanted is not null && all[wanted] is not null ? wanted
            : all.Entries.Count == 1 ? all.Entries[0].Key
            : all["3d_fullres"] is not null ? "3d_fullres"
            : throw ImportException.At(all.Place, $"Which configuration the networks are of cannot be seen from the folder's name; plans.json has {string.Join(", ", all.Entries.Select(e => e.Key))}.");
        List<ConfigMap> chain = [];
        for (string? next = name; next is not null; next = (chain[^1]["inherits_from"] as ConfigText)?.Text)
        {
            chain.Add(all[next] as ConfigMap ?? throw ImportException.At(chain.LastOrDefault()?["inherits_from"]?.Place ?? all.Place, $"There is no configuration {next}."));
            if (chain.Count > LongestChain)
            {
                throw ImportException.At(chain[^1].Place, "Configurations inherit from one another in a circle.");
            }
        }

        return new PlansConfiguration(name, chain);
    }

    public double[] Numbers(string key, int count) =>
        (this[key] as ConfigList)?.Items is { } items && items.Count == count && items.All(i => i is ConfigNumber)
            ? [.. items.Cast<ConfigNumber>().Select(n => n.Value)]
            : throw ImportException.At(this[key]?.Place ?? Place, $"{key}: {count} numbers are expected.");
}
