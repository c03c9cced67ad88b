using System.Text.RegularExpressions;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing;

/// <summary>Makes inputs of the channels that a source names: which modality, and of several series of a study which one.</summary>
internal static partial class InputDrafts
{
    /// <param name="channels">Names in the order of the channels.</param>
    /// <param name="modality">What the source says of all of them; null: it has to be read from the names.</param>
    /// <param name="hounsfield">The source says that the values are Hounsfield units.</param>
    public static IReadOnlyList<ModelInput> Of(IReadOnlyList<string> channels, string? modality, bool hounsfield, ImportNotes notes) =>
        [.. channels.Select((name, i) => Of(name, i, channels.Count, modality, hounsfield, notes))];

    private static ModelInput Of(string name, int channel, int count, string? modality, bool hounsfield, ImportNotes notes)
    {
        string[] known = ModalityOf(modality) ?? ModalityOf(name) ?? (SequenceOf(name) is null ? [] : ["MR"]);
        if (known.Length == 0)
        {
            notes.Miss($"Input {channel} \"{name}\": the source does not say which modality it takes. Put it into inputs[{channel}].select.modality; the model cannot be used before.");
        }

        var select = new SelectSpec { Modality = known };
        if (known is ["CT"])
        {
            select = select with { NotImageType = ["LOCALIZER"] };
        }

        if (count > 1)
        {
            select = Told(select, name, channel, notes);
        }

        return new ModelInput
        {
            Name = count == 1 && known.Length == 1 ? known[0].ToLowerInvariant() : ModelId.Slug(name),
            Channel = channel,
            Reference = channel == 0,
            ValueUnits = known is ["CT"] && hounsfield ? ValueUnits.Hounsfield : ValueUnits.Rescaled,
            Select = select,
        };
    }

    // several series of one study: by their description
    private static SelectSpec Told(SelectSpec select, string name, int channel, ImportNotes notes)
    {
        (string Is, string? IsNot) patterns = SequenceOf(name) ?? (Regex.Escape(name).Replace("_", "[ _-]?", StringComparison.Ordinal), null);
        notes.Miss($"Input {channel} \"{name}\" is found by its SeriesDescription ({patterns.Is}{(patterns.IsNot is null ? "" : $", not {patterns.IsNot}")}). Look whether the scanner's descriptions match inputs[{channel}].select.");
        return select with { Description = patterns.Is, NotDescription = patterns.IsNot };
    }

    private static string[]? ModalityOf(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "CT" or "CBCT" => ["CT"],
        "MR" or "MRI" or "MRT" => ["MR"],
        "PT" or "PET" => ["PT"],
        "US" => ["US"],
        "XR" or "XRAY" or "X-RAY" or "CR" or "DX" => ["CR", "DX"],
        _ => null,
    };

    private static (string Is, string? IsNot)? SequenceOf(string name) => Plain().Replace(name.ToLowerInvariant(), "") switch
    {
        "t1c" or "t1ce" or "t1gd" or "t1wce" or "t1wgd" or "t1post" or "t1contrast" => (@"t1.*(gd|\bce\b|c\+|\+c|post|km)|t1w?ce?\b", null),
        "t1" or "t1w" or "t1n" => ("t1", @"gd|\bce\b|c\+|\+c|post|km|t1w?ce?\b"),
        "t2" or "t2w" => ("t2", @"flair|\*|star|gre"),
        "flair" or "t2f" or "t2flair" or "tirmflair" => ("flair", null),
        "adc" => ("adc|apparent", null),
        "dwi" => ("dwi|diff|trace", "adc|apparent"),
        _ => null,
    };

    [GeneratedRegex("[^a-z0-9]")]
    private static partial Regex Plain();
}
