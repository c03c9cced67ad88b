using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Tests.Postprocessing;

/// <summary>Definitions, written to be seen to be right and not to be fast.</summary>
internal static class Naive
{
    public static List<List<int>> Components(Volume<ushort> volume, Func<ushort, bool> isMeant, int connectivity, bool planar)
    {
        VolumeShape shape = volume.Shape;
        ushort[] values = volume.Values.ToArray();
        bool[] seen = new bool[values.Length];
        List<List<int>> parts = [];
        for (int start = 0; start < values.Length; start++)
        {
            if (seen[start] || !isMeant(values[start]))
            {
                continue;
            }

            List<int> part = [];
            Queue<int> open = new([start]);
            seen[start] = true;
            while (open.TryDequeue(out int at))
            {
                part.Add(at);
                foreach (int next in Neighbours(at, shape, connectivity, planar))
                {
                    if (!seen[next] && isMeant(values[next]))
                    {
                        seen[next] = true;
                        open.Enqueue(next);
                    }
                }
            }

            parts.Add(part);
        }

        return parts;
    }

    public static bool IsBorder(int i, VolumeShape shape, bool planar)
    {
        (int z, int y, int x) = (i / shape.SliceLength, i / shape.Width % shape.Height, i % shape.Width);
        return x == 0 || y == 0 || x == shape.Width - 1 || y == shape.Height - 1 || (!planar && (z == 0 || z == shape.Depth - 1));
    }

    public static bool[] Dilate(bool[] mask, Volume<ushort> on, double radius, bool planar) =>
        [.. Enumerable.Range(0, mask.Length).Select(i => Enumerable.Range(0, mask.Length).Any(j => mask[j] && IsWithin(i, j, on, radius, planar)))];

    public static bool[] Erode(bool[] mask, Volume<ushort> on, double radius, bool planar) =>
        [.. Enumerable.Range(0, mask.Length).Select(i => !Enumerable.Range(0, mask.Length).Any(j => !mask[j] && IsWithin(i, j, on, radius, planar)))];

    private static bool IsWithin(int i, int j, Volume<ushort> on, double radius, bool planar)
    {
        VolumeShape s = on.Shape;
        (int dz, int dy, int dx) = ((i / s.SliceLength) - (j / s.SliceLength), (i / s.Width % s.Height) - (j / s.Width % s.Height), (i % s.Width) - (j % s.Width));
        return !(planar && dz != 0) && ((on.Geometry.SliceStep * dz) + (on.Geometry.RowStep * dy) + (on.Geometry.ColumnStep * dx)).Length <= radius;
    }

    private static IEnumerable<int> Neighbours(int i, VolumeShape s, int connectivity, bool planar)
    {
        (int z, int y, int x) = (i / s.SliceLength, i / s.Width % s.Height, i % s.Width);
        int most = connectivity switch { 6 => 1, 18 => 2, _ => 3 };
        for (int dz = -1; dz <= 1; dz++)
        {
            for (int dy = -1; dy <= 1; dy++)
            {
                for (int dx = -1; dx <= 1; dx++)
                {
                    int steps = Math.Abs(dz) + Math.Abs(dy) + Math.Abs(dx);
                    (int nz, int ny, int nx) = (z + dz, y + dy, x + dx);
                    if (steps > 0 && steps <= most && !(planar && dz != 0) && nz >= 0 && ny >= 0 && nx >= 0 && nz < s.Depth && ny < s.Height && nx < s.Width)
                    {
                        yield return (nz * s.SliceLength) + (ny * s.Width) + nx;
                    }
                }
            }
        }
    }
}
