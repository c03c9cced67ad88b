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

        int[] size = new int[3];
        double[] scale = new double[3], offset = new double[3], backScale = new double[3], backOffset = new double[3];
        for (int axis = 0; axis < 3; axis++)
        {
            int n = shape[axis];
            size[axis] = Math.Max(1, (int)Math.Round(n * geometry.Step(axis).Length / spacing[axis], MidpointRounding.ToEven));
            (scale[axis], offset[axis]) = Axis(grid, n, size[axis]);
            (backScale[axis], backOffset[axis]) = Axis(grid, size[axis], n);
        }

        return (new VolumeShape(size[0], size[1], size[2]), GridMap.Diagonal(scale, offset), GridMap.Diagonal(backScale, backOffset));
    }

    /// <summary>Between two sizes of the same extent: x = scale X + offset.</summary>
    /// <param name="n">Samples that are read.</param>
    /// <param name="made">Samples that are made.</param>
    public static (double Scale, double Offset) Axis(ResampleGrid grid, int n, int made) => grid switch
    {
        ResampleGrid.HalfPixel => ((double)n / made, (0.5 * n / made) - 0.5),
        ResampleGrid.Corner => (made == 1 ? 0 : (n - 1.0) / (made - 1), 0),
        _ => throw new ArgumentOutOfRangeException(nameof(grid)),
    };
}
