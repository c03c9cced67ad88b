using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>The three ways in which the training frameworks lay a grid of a new spacing over an old one.</summary>
internal static class ResampleGrids
{
    /// <summary>The size of the new grid, where its samples lie on the old one, and where the old ones lie on it.</summary>
    /// <param name="spacing">New spacing along the array axes, in mm.</param>
    public static (VolumeShape Shape, GridMap Map, GridMap Back) Plan(ResampleGrid grid, VolumeShape shape, Geometry geometry, IReadOnlyList<double> spacing)
    {
        if (grid == ResampleGrid.Origin)
        {
            (VolumeShape made, GridMap map) = OriginGrid.Plan(shape, geometry, spacing);
            return (made, map, map.Inverse());
        }

        int Size(int axis) => Math.Max(1, (int)Math.Round(shape[axis] * geometry.Step(axis).Length / spacing[axis], MidpointRounding.ToEven));
        var size = new VolumeShape(Size(0), Size(1), Size(2));
        return (size, Between(grid, shape, size), Between(grid, size, shape));
    }

    /// <summary>Between two sizes of the same extent.</summary>
    /// <param name="read">Voxels of the grid that is read.</param>
    /// <param name="made">Voxels of the grid that is made.</param>
    public static GridMap Between(ResampleGrid grid, VolumeShape read, VolumeShape made)
    {
        (double Scale, double Offset)[] axes = [.. Enumerable.Range(0, 3).Select(a => Axis(grid, read[a], made[a]))];
        return GridMap.Diagonal([.. axes.Select(a => a.Scale)], [.. axes.Select(a => a.Offset)]);
    }

    /// <summary>Between two sizes of the same extent: x = scale X + offset.</summary>
    /// <param name="n">Samples that are read.</param>
    /// <param name="made">Samples that are made.</param>
    public static (double Scale, double Offset) Axis(ResampleGrid grid, int n, int made) => grid switch
    {
        ResampleGrid.HalfPixel => ((double)n / made, (0.5 * n / made) - 0.5),
        ResampleGrid.Corner => (made == 1 ? 0 : (n - 1.0) / (made - 1), 0),
        _ => ((double)n / made, -0.5), // of a size, not of a spacing: torch's "nearest", x rounded down
    };
}
