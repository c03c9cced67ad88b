using System.Text;

namespace DicomNode.Conformance;

/// <summary>A text of headings, paragraphs and tables, the same on every machine: lines end with a line feed.</summary>
internal sealed class Markdown
{
    private readonly StringBuilder _text = new();

    /// <param name="depth">1 for the title.</param>
    public Markdown Heading(int depth, string text) => Block($"{new string('#', depth)} {text}");

    public Markdown Paragraph(string text) => Block(text);

    public Markdown Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        StringBuilder table = new();
        Row(table, columns);
        Row(table, [.. columns.Select(_ => "---")]);
        foreach (IReadOnlyList<string> row in rows)
        {
            Row(table, row);
        }

        return Block(table.ToString().TrimEnd('\n'));
    }

    public override string ToString() => _text.ToString().TrimEnd('\n') + "\n";

    private static void Row(StringBuilder table, IReadOnlyList<string> cells) => table.Append("| ").AppendJoin(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");

    private Markdown Block(string text)
    {
        _text.Append(text).Append("\n\n");
        return this;
    }
}
