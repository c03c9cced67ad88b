using System.Globalization;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing.Codes;

/// <summary>Finds the codes of a segment by its name, in the table <c>segment-codes.tsv</c> of this assembly.</summary>
internal sealed class SegmentCodes
{
    private static readonly Lazy<SegmentCodes> s_default = new(() => new SegmentCodes(ReadTable()));

    private readonly Dictionary<(string Words, Side? Side), Row> _rows = [];

    private SegmentCodes(IEnumerable<string> lines)
    {
        foreach (string line in lines.Where(l => l.Length > 0 && l[0] != '#'))
        {
            Add(Row.Parse(line));
        }
    }

    public static SegmentCodes Default => s_default.Value;

    /// <summary>All rows, to check the table.</summary>
    internal IEnumerable<SegmentCode> All => _rows.Select(r => r.Value.For(r.Key.Side));

    /// <param name="label">In any of the usual spellings: kidney_left, Left kidney, Kidney L.</param>
    /// <returns>Null: not in the table.</returns>
    public SegmentCode? Find(string label)
    {
        var name = LabelName.Parse(label);
        return _rows.TryGetValue((name.Words, name.Side), out Row? row) ? row.For(name.Side) : null;
    }

    private void Add(Row row)
    {
        Side?[] sides = row.Pairing switch { "LR" => [null, Side.Left, Side.Right], "L" => [Side.Left], "R" => [Side.Right], _ => [null] };
        foreach (string words in row.Aliases.Prepend(row.Name).Select(a => LabelName.Parse(a).Words).Distinct())
        {
            foreach (Side? side in sides)
            {
                _rows.Add((words, side), row); // twice the same name would be an accident
            }
        }
    }

    private static IEnumerable<string> ReadTable()
    {
        using Stream stream = typeof(SegmentCodes).Assembly.GetManifestResourceStream(typeof(SegmentCodes), "segment-codes.tsv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is string line)
        {
            yield return line;
        }
    }

    private sealed record Row(
        string Name, string Pairing, CodeSpec Category, CodeSpec Type, CodeSpec? Region, IReadOnlyList<int>? Rgb, string? RoiName, RtRoiType RoiType, IReadOnlyList<string> Aliases)
    {
        public static Row Parse(string line)
        {
            string[] cells = line.Split('\t');
            string? Cell(int i) => cells[i] == "-" ? null : cells[i];
            return new Row(
                cells[0], cells[1], CategoryOf(cells[2]), Code(cells[3]), Cell(4) is string region ? Code(region) : null,
                Cell(5)?.Split(',').Select(v => int.Parse(v, CultureInfo.InvariantCulture)).ToArray(), Cell(6),
                Enum.GetValues<RtRoiType>().Single(t => Words.Of(t) == cells[7]), Cell(8)?.Split('|') ?? []);
        }

        public SegmentCode For(Side? side)
        {
            bool pair = Pairing == "LR";
            (string letter, string word) = side switch { Side.Left => ("L", "Left"), Side.Right => ("R", "Right"), _ => ("", "") };
            return new SegmentCode(
                pair && side is not null ? $"{word} {Name.ToLowerInvariant()}" : Name,
                Category, Type, pair && side is not null ? Modifier(side.Value) : null, Region, Rgb,
                !pair ? RoiName : side is null ? null : RoiName?.Replace("*", letter, StringComparison.Ordinal), RoiType);
        }

        private static CodeSpec CategoryOf(string word) => word switch
        {
            "anatomical" => Code("123037004 Anatomical Structure"),
            "altered" => Code("49755003 Morphologically Altered Structure"),
            "tissue" => Code("85756007 Tissue"),
            _ => throw new FormatException($"\"{word}\" is no category of the table."),
        };

        private static CodeSpec Modifier(Side side) => side == Side.Left ? Code("7771000 Left") : Code("24028007 Right");

        private static CodeSpec Code(string cell)
        {
            int space = cell.IndexOf(' ', StringComparison.Ordinal);
            return new CodeSpec { Scheme = "SCT", Value = cell[..space], Meaning = cell[(space + 1)..] };
        }
    }
}
