using DicomNode.Segmentation.Importing.Configs;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing.Nnunet;

/// <summary>
/// The labels of dataset.json. A name with one number is a label; where a name has several the network gives a mask for each name, a region, and the
/// masks are written one over the other with the labels of <c>regions_class_order</c>.
/// </summary>
internal sealed record NnunetLabels(OutputSpec Output, IReadOnlyList<SourceLabel> Labels)
{
    /// <exception cref="ImportException">The labels are not numbered as nnU-Net wants them.</exception>
    public static NnunetLabels Of(ConfigMap dataset)
    {
        ConfigMap labels = dataset["labels"] as ConfigMap ?? throw ImportException.At(dataset.Place, "dataset.json has no labels.");
        // converted from v1: number to name, the other way round. An ignored label is one of training: the network has no channel for it
        (string Name, int[] Values)[] entries = [.. labels.Entries
            .Select(e => int.TryParse(e.Key, out int number) && e.Value is ConfigText text ? (Name: text.Text, Values: [number]) : (Name: e.Key, Values: Values(e.Value)))
            .Where(e => e.Name != "ignore" && e.Values is not [0])];
        if (entries.Length == 0)
        {
            throw ImportException.At(labels.Place, "There is no label but the background.");
        }

        return entries.All(e => e.Values.Length == 1) && dataset["regions_class_order"] is null ? Plain(labels, entries) : Regions(dataset, labels, entries);
    }

    private static OutputSpec Raw => new() { Tensor = "", Restore = Restore.Scores, RestoreActivated = false, Decode = Decode.Argmax };

    private static NnunetLabels Plain(ConfigMap labels, (string Name, int[] Values)[] entries)
    {
        SourceLabel[] ordered = [.. entries.Select(e => new SourceLabel(e.Values[0], e.Name)).OrderBy(l => l.Label)];
        return ordered.Select(l => l.Label).SequenceEqual(Enumerable.Range(1, ordered.Length))
            ? new NnunetLabels(Raw with { Channels = ordered.Length + 1 }, ordered)
            : throw ImportException.At(labels.Place, "Labels are numbered 0, 1, 2 and so on in nnU-Net; here are gaps.");
    }

    private static NnunetLabels Regions(ConfigMap dataset, ConfigMap labels, (string Name, int[] Values)[] entries)
    {
        int[] order = (dataset["regions_class_order"] as ConfigList)?.Items.OfType<ConfigNumber>().Select(n => (int)n.Value).ToArray() ?? [];
        if (order.Length != entries.Length)
        {
            throw ImportException.At(dataset["regions_class_order"]?.Place ?? labels.Place, $"{entries.Length} regions need a regions_class_order of {entries.Length} labels; there are {order.Length}.");
        }

        RegionRule[] regions = [.. order.Select((label, channel) => new RegionRule { Channel = channel, Label = label })];
        return new NnunetLabels(
            Raw with { Channels = entries.Length, Activation = Activation.Sigmoid, Decode = Decode.Regions, Regions = regions },
            [.. Draft.Nested([.. entries.Zip(order, (e, label) => (e.Values.Length == 1 ? e.Values[0] : label, e.Name, e.Values))])]);
    }

    private static int[] Values(ConfigNode node) => node switch
    {
        ConfigNumber number => [(int)number.Value],
        ConfigList list when list.Items.Count > 0 && list.Items.All(i => i is ConfigNumber) => [.. list.Items.Cast<ConfigNumber>().Select(n => (int)n.Value)],
        _ => throw ImportException.At(node.Place, "A label is a number or a list of numbers."),
    };
}
