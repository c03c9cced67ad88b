namespace DicomNode.Segmentation.Kernels;

/// <summary>nnU-Net's rule for volumes whose slices lie far apart: the coarse axis is not interpolated together with the others.</summary>
internal static class LowResolutionAxis
{
    // spacings that come of vectors are equal up to rounding
    private const double Equal = 1 + 1e-6;

    /// <summary>
    /// The axis with the largest spacing of the grid that is read, if it is more than <paramref name="anisotropy"/> times the smallest; otherwise the same of
    /// the grid that is made. Two axes that share the largest spacing are no coarse axis.
    /// </summary>
    /// <param name="read">mm along the array axes.</param>
    /// <param name="made">mm along the array axes.</param>
    public static int? Find(IReadOnlyList<double> read, IReadOnlyList<double> made, double anisotropy)
    {
        IReadOnlyList<double>? coarse = IsCoarse(read, anisotropy) ? read : IsCoarse(made, anisotropy) ? made : null;
        if (coarse is null)
        {
            return null;
        }

        double most = coarse.Max();
        int[] axes = [.. Enumerable.Range(0, 3).Where(a => most / coarse[a] < Equal)];
        return axes is [var axis] ? axis : null;
    }

    private static bool IsCoarse(IReadOnlyList<double> spacing, double anisotropy) => spacing.Max() / spacing.Min() > anisotropy;
}
