using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>How much every voxel of a window counts where windows overlap.</summary>
internal static class WindowWeights
{
    /// <returns>Shape of the window; null: every voxel counts 1.</returns>
    public static float[]? For(WindowSpec window, VolumeShape size) => window.Blend switch
    {
        Blend.GaussianMonai => Monai(size, window.SigmaScale),
        Blend.GaussianNnunet => Nnunet(size, window.SigmaScale),
        _ => null,
    };

    // exp(-x²/2σ²) about the middle, clamped below at the larger of its minimum and 0.001
    private static float[] Monai(VolumeShape size, double sigmaScale)
    {
        double[][] axes = [.. Enumerable.Range(0, 3).Select(a => Gaussian(size[a], (size[a] - 1) / 2.0, sigmaScale * size[a], double.PositiveInfinity))];
        double[] weights = Outer(size, axes);
        double floor = Math.Max(weights.Min(), 1e-3);
        return Array.ConvertAll(weights, w => (float)Math.Max(w, floor));
    }

    // scipy's gaussian_filter of a single 1 at n/2, scaled to 10; where the filter does not reach, its smallest value stands
    private static float[] Nnunet(VolumeShape size, double sigmaScale)
    {
        double[][] axes = [.. Enumerable.Range(0, 3).Select(a => Gaussian(size[a], size[a] / 2, sigmaScale * size[a], Math.Floor((4 * sigmaScale * size[a]) + 0.5)))];
        double[] weights = Outer(size, axes);
        double scale = 10 / weights.Max(), least = weights.Where(w => w > 0).Min();
        return Array.ConvertAll(weights, w => (float)((w > 0 ? w : least) * scale));
    }

    private static double[] Gaussian(int n, double centre, double sigma, double reach) =>
        [.. Enumerable.Range(0, n).Select(i => Math.Abs(i - centre) <= reach ? Math.Exp(-0.5 * Math.Pow((i - centre) / sigma, 2)) : 0)];

    private static double[] Outer(VolumeShape size, double[][] axes)
    {
        double[] product = new double[size.Length];
        for (int i = 0; i < product.Length; i++)
        {
            (int rest, int x) = Math.DivRem(i, size.Width);
            (int z, int y) = Math.DivRem(rest, size.Height);
            product[i] = axes[0][z] * axes[1][y] * axes[2][x];
        }

        return product;
    }
}
