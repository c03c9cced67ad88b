using System.Globalization;
using DicomNode.Dicom.Iod;

namespace DicomNode.Preview;

/// <summary>An image with what it shows in words beside it: who made it, and the structures with their colours and volumes.</summary>
/// <param name="heading">Lines above the structures.</param>
/// <param name="warning">The line that nobody may miss.</param>
internal sealed class LegendPanel(IReadOnlyList<string> heading, string warning)
{
    private const int Scale = 2, Cell = (BitmapFont.Columns + 1) * Scale, LineHeight = (BitmapFont.Rows + 2) * Scale, Margin = 10;
    private const int LineLength = 28, SwatchLength = 2, VolumeLength = 11, ColumnWidth = (LineLength * Cell) + (2 * Margin);
    private const int LeastHeight = 512;
    private static readonly RgbColor s_text = new(255, 255, 255), s_warning = new(255, 255, 0);

    /// <summary>Long ones go on in the next line.</summary>
    private readonly string[] _heading = [.. heading.SelectMany(h => h.Chunk(LineLength).Select(c => new string(c)))];

    /// <summary>How many structures each further column of the panel has room for.</summary>
    private static int LinesOf(int height) => (height - (2 * Margin)) / LineHeight;

    /// <param name="lines">The longest legend of a series: its images are to be of one size.</param>
    public RgbImage Beside(RgbImage image, IReadOnlyList<LegendLine> legend, int lines)
    {
        int height = Math.Max(image.Height, LeastHeight), perColumn = LinesOf(height), first = _heading.Length + 2; // the warning, and an empty line
        int columns = (first + lines + perColumn - 1) / perColumn;
        RgbImage page = new(image.Width + (image.Width % 2) + (columns * ColumnWidth), height); // an even width: pixel data have an even length
        page.Place(image, 0, 0);
        int left = page.Width - (columns * ColumnWidth) + Margin;
        for (int i = 0; i < _heading.Length; i++)
        {
            BitmapFont.Draw(page, left, Top(i), _heading[i], s_text, Scale);
        }

        BitmapFont.Draw(page, left, Top(_heading.Length), warning, s_warning, Scale);
        for (int i = 0; i < legend.Count; i++)
        {
            int at = first + i;
            Draw(page, left + (at / perColumn * ColumnWidth), Top(at % perColumn), legend[i]);
        }

        return page;
    }

    private static int Top(int line) => Margin + (line * LineHeight);

    private static void Draw(RgbImage page, int left, int top, LegendLine line)
    {
        const int NameLength = LineLength - SwatchLength - VolumeLength;
        string volume = string.Create(CultureInfo.InvariantCulture, $"{line.VolumeMl:0.0} ml");
        page.Fill(left, top, Cell, (BitmapFont.Rows - 2) * Scale, line.Color);
        string name = line.Name.Length <= NameLength ? line.Name : line.Name[..(NameLength - 2)] + "..";
        BitmapFont.Draw(page, left + (SwatchLength * Cell), top, name, s_text, Scale);
        BitmapFont.Draw(page, left + ((LineLength - volume.Length) * Cell), top, volume, s_text, Scale);
    }
}
