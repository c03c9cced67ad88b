using DicomNode.Segmentation.Kernels;

namespace DicomNode.Viewing;

/// <summary>The outlines of structures on one slice.</summary>
/// <param name="Structures">Those that are on it.</param>
internal sealed record ContoursView(int Z, IReadOnlyList<OutlineView> Structures)
{
    public static ContoursView Of(int z, DrawnResult drawn) => new(
        z, [.. drawn.Structures.Where(s => s.Lines[z] is not null).Select(s => new OutlineView(s.Number, [.. s.Lines[z]!.Select(Numbers)]))]);

    private static double[] Numbers(PixelPoint[] line)
    {
        double[] numbers = new double[2 * line.Length];
        for (int i = 0; i < line.Length; i++)
        {
            (numbers[2 * i], numbers[(2 * i) + 1]) = (line[i].Column, line[i].Row);
        }

        return numbers;
    }
}

/// <param name="Polygons">Closed lines: column, row, column, row, …</param>
internal sealed record OutlineView(int Number, IReadOnlyList<IReadOnlyList<double>> Polygons);
