using DicomNode.Dicom.Iod;

namespace DicomNode.Viewing;

/// <summary>Colours of structures: what the object recommends; where it says nothing, one of a few that differ.</summary>
internal static class StructureColors
{
    private static readonly RgbColor[] s_others = [new(230, 159, 0), new(86, 180, 233), new(0, 158, 115), new(240, 228, 66), new(213, 94, 0), new(204, 121, 167)];

    public static IReadOnlyList<int> Of(RgbColor? recommended, int number)
    {
        RgbColor color = recommended ?? s_others[Math.Abs(number % s_others.Length)];
        return [color.Red, color.Green, color.Blue];
    }
}
