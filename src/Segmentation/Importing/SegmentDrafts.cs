using DicomNode.Segmentation.Importing.Codes;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing;

/// <summary>A label of the source.</summary>
/// <param name="Label">The voxel value, or of a union a number that no voxel has.</param>
/// <param name="Union">The voxel values that it is made of, where they are more than its own.</param>
internal sealed record SourceLabel(int Label, string Name, IReadOnlyList<int>? Union = null);

/// <summary>Makes segments of labels: names and codes from the table, a private code where the table has none.</summary>
internal static class SegmentDrafts
{
    private const int LongestName = 64; // PS3.3 §C.8.20.2, Segment Label is an LO

    // claims nothing: CID 7150 has it, and the type beside it bears our own scheme
    private static readonly CodeSpec s_unknownCategory = new() { Scheme = "SCT", Value = "309825002", Meaning = "Spatial and Relational Concept" };

    public static IReadOnlyList<SegmentSpec> Of(IEnumerable<SourceLabel> labels, ImportNotes notes) => [.. labels.Select(l => Of(l, notes))];

    private static SegmentSpec Of(SourceLabel label, ImportNotes notes)
    {
        string plain = label.Name.Replace('_', ' ').Trim();
        if (SegmentCodes.Default.Find(label.Name) is SegmentCode code)
        {
            return new SegmentSpec
            {
                Label = label.Label,
                Labels = label.Union,
                Name = code.Name == "Neoplasm" ? Cut(Capital(plain)) : code.Name, // several kinds of neoplasm may stand side by side
                Description = string.Equals(plain, code.Name, StringComparison.OrdinalIgnoreCase) ? null : label.Name,
                Category = code.Category,
                Type = code.Type,
                TypeModifier = code.Modifier,
                Region = code.Region,
                Rgb = code.Rgb,
                RtRoiName = code.RoiName,
                RtRoiType = code.RtRoiType,
            };
        }

        notes.Miss($"Segment {label.Label} {(plain.Length == 0 ? "without a name" : $"\"{label.Name}\"")}: no code is known here. Its type bears a private code (99DICOMNODE): put category, type and rtRoiType of the segment in.");
        string name = Cut(Capital(plain.Length == 0 ? $"label {label.Label}" : plain));
        return new SegmentSpec
        {
            Label = label.Label,
            Labels = label.Union,
            Name = name,
            Category = s_unknownCategory,
            Type = new CodeSpec { Scheme = "99DICOMNODE", Value = ModelId.Slug(name), Meaning = name },
            RtRoiType = RtRoiType.None,
        };
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Cut(string text) => text.Length <= LongestName ? text : text[..LongestName].TrimEnd();
}
