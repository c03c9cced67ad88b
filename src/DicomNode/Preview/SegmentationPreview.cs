using DicomNode.Segmentation.Volumes;

namespace DicomNode.Preview;

/// <summary>Draws planes of a volume side by side: gray values through a window, structures tinted, their edges in full colour.</summary>
internal static class SegmentationPreview
{
    private const double Tint = 0.25, Edge = 1;

    /// <param name="image">Gray values.</param>
    /// <param name="structures">Later ones are drawn over earlier ones.</param>
    /// <param name="plane">The cut.</param>
    /// <param name="count">So many planes, evenly spread over the extent of the structures, without the outermost.</param>
    /// <param name="centre">Middle of the gray scale, in the units of the image.</param>
    /// <param name="width">Range of the gray scale; below 0 where the lowest values are white.</param>
    /// <param name="scale">Pixels of the drawing for a column of the image.</param>
    public static RgbImage Draw(
        Volume<float> image, IReadOnlyList<PreviewStructure> structures, PreviewPlane plane, int count, double centre, double width, int scale = 1)
    {
        (int from, int to) = Extent(image.Shape, structures, plane);
        count = Math.Min(count, to - from);
        Cut first = Cut.Of(image, plane, 0, scale);
        RgbImage montage = new(first.Width * count, first.Height);
        for (int i = 0; i < count; i++)
        {
            Cut cut = Cut.Of(image, plane, from + (int)((i + 1L) * (to - from) / (count + 1L)), scale);
            DrawPlane(montage, i * first.Width, image, structures, cut, centre - (width / 2), width);
        }

        return montage;
    }

    /// <summary>From the first plane that holds a structure to behind the last; all planes when none does.</summary>
    private static (int From, int To) Extent(VolumeShape shape, IReadOnlyList<PreviewStructure> structures, PreviewPlane plane)
    {
        int planes = shape[plane == PreviewPlane.Slice ? 0 : 1];
        bool[] holds = new bool[planes];
        foreach (PreviewStructure structure in structures)
        {
            ReadOnlySpan<byte> mask = structure.Mask.Span;
            for (int row = 0; row < shape.Depth * shape.Height; row++)
            {
                int at = plane == PreviewPlane.Slice ? row / shape.Height : row % shape.Height;
                holds[at] |= mask.Slice(row * shape.Width, shape.Width).ContainsAnyExcept((byte)0);
            }
        }

        int first = Array.IndexOf(holds, true);
        return first < 0 ? (0, planes) : (first, Array.LastIndexOf(holds, true) + 1);
    }

    private static void DrawPlane(
        RgbImage montage, int left, Volume<float> image, IReadOnlyList<PreviewStructure> structures, Cut cut, double low, double width)
    {
        ReadOnlySpan<float> values = image.Values.Span;
        for (int y = 0; y < cut.Height; y++)
        {
            for (int x = 0; x < cut.Width; x++)
            {
                byte gray = (byte)Math.Clamp(Math.Round((values[cut.Voxel(x, y)] - low) / width * 255), 0, 255);
                montage[left + x, y] = new(gray, gray, gray);
                foreach (PreviewStructure structure in structures)
                {
                    if (structure.Mask.Span[cut.Voxel(x, y)] != 0)
                    {
                        bool edge = IsEdge(structure.Mask.Span, cut, x, y);
                        montage.Blend(left + x, y, structure.Color, edge ? Edge : structure.IsOutline ? 0 : Tint);
                    }
                }
            }
        }
    }

    private static bool IsEdge(ReadOnlySpan<byte> mask, Cut cut, int x, int y) =>
        x == 0 || y == 0 || x == cut.Width - 1 || y == cut.Height - 1
        || mask[cut.Voxel(x - 1, y)] == 0 || mask[cut.Voxel(x + 1, y)] == 0 || mask[cut.Voxel(x, y - 1)] == 0 || mask[cut.Voxel(x, y + 1)] == 0;

    /// <summary>One plane, scaled so that its pixels are square; what is nearer to the head is at the top of a cut across the slices.</summary>
    private readonly record struct Cut(PreviewPlane Plane, int Index, VolumeShape Shape, int Width, int Height, bool Flipped)
    {
        public static Cut Of(Volume<float> image, PreviewPlane plane, int index, int scale)
        {
            (double z, double y, double x) = image.Geometry.SpacingMm;
            double across = plane == PreviewPlane.Slice ? y : z;
            int lines = plane == PreviewPlane.Slice ? image.Shape.Height : image.Shape.Depth;
            return new(plane, index, image.Shape, image.Shape.Width * scale, Math.Max(1, (int)Math.Round(lines * across / x * scale)), plane == PreviewPlane.Row && image.Geometry.SliceStep.Z > 0);
        }

        public int Voxel(int x, int y)
        {
            int lines = Plane == PreviewPlane.Slice ? Shape.Height : Shape.Depth;
            int line = Math.Min((int)((y + 0.5) * lines / Height), lines - 1);
            (int z, int row) = Plane == PreviewPlane.Slice ? (Index, line) : (Flipped ? lines - 1 - line : line, Index);
            return (z * Shape.SliceLength) + (row * Shape.Width) + (x * Shape.Width / Width);
        }
    }
}
