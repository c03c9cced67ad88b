using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Which box of a volume a padding or cropping step takes.</summary>
internal static class Boxes
{
    /// <summary>At least <paramref name="size"/>: half of what is missing before and half after, the odd voxel after; or all of it after.</summary>
    public static ((int Z, int Y, int X) First, VolumeShape Size) PadTo(VolumeShape size, VolumeShape shape, bool atEnd) =>
        Each(axis =>
        {
            int made = Math.Max(size[axis], shape[axis]);
            return (atEnd ? 0 : -((made - shape[axis]) / 2), made);
        });

    /// <summary>Every axis a multiple of its number.</summary>
    public static ((int Z, int Y, int X) First, VolumeShape Size) PadDivisible(IReadOnlyList<int> divisibleBy, VolumeShape shape, bool atEnd) =>
        PadTo(new VolumeShape(Up(shape.Depth, divisibleBy[0]), Up(shape.Height, divisibleBy[1]), Up(shape.Width, divisibleBy[2])), shape, atEnd);

    /// <summary>At most <paramref name="size"/> around index n/2, as MONAI's CenterSpatialCrop; below 1 keeps the axis.</summary>
    public static ((int Z, int Y, int X) First, VolumeShape Size) Centre(IReadOnlyList<int> size, VolumeShape shape) => Each(axis =>
    {
        int wanted = size[axis] < 1 ? shape[axis] : size[axis], first = Math.Max((shape[axis] / 2) - (wanted / 2), 0);
        return (first, Math.Min(first + wanted, shape[axis]) - first);
    });

    /// <summary>MONAI's CropForeground: a box around what was found, wider by a margin, then widened to multiples.</summary>
    /// <param name="found">First voxel and the voxel behind the last.</param>
    /// <param name="isWithin">The margin ends at the volume's border. The widening to multiples does not.</param>
    public static ((int Z, int Y, int X) First, VolumeShape Size) Around(
        ((int Z, int Y, int X) From, (int Z, int Y, int X) To) found, VolumeShape shape, IReadOnlyList<int> margin, IReadOnlyList<int> divisibleBy, bool isWithin) => Each(axis =>
    {
        int from = At(found.From, axis) - margin[axis], to = At(found.To, axis) + margin[axis];
        if (isWithin)
        {
            (from, to) = (Math.Max(from, 0), Math.Min(to, shape[axis]));
        }

        int size = Up(to - from, divisibleBy[axis]);
        return (from - ((size - (to - from)) / 2), size);
    });

    private static int At((int Z, int Y, int X) index, int axis) => axis switch { 0 => index.Z, 1 => index.Y, _ => index.X };

    private static int Up(int n, int divisor) => (n + divisor - 1) / divisor * divisor;

    private static ((int Z, int Y, int X) First, VolumeShape Size) Each(Func<int, (int First, int Size)> axis)
    {
        (int First, int Size) z = axis(0), y = axis(1), x = axis(2);
        return ((z.First, y.First, x.First), new VolumeShape(z.Size, y.Size, x.Size));
    }
}
