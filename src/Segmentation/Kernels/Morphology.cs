using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>
/// Erosion and dilation of a mask by a ball of a radius in mm, or (planar) by a disc in each slice. A voxel belongs to the ball when its centre lies within the
/// radius. Outside of the volume is neither mask nor background: a mask that is cut by the border is not eroded there.
/// </summary>
internal static class Morphology
{
    /// <summary>Squared distances are compared with this slack, so that 3 steps of 0.9765625 mm are within 2.9296875 mm on every machine.</summary>
    private const double Slack = 1e-6;

    public static void Dilate(bool[] mask, Volume<ushort> on, double radiusMm, bool isPlanar, CancellationToken cancellationToken) =>
        DistanceInMm.Grow(mask, on.Shape, on.Geometry.SpacingMm, (radiusMm * radiusMm) + Slack, isPlanar, cancellationToken);

    public static void Erode(bool[] mask, Volume<ushort> on, double radiusMm, bool isPlanar, CancellationToken cancellationToken)
    {
        Invert(mask);
        Dilate(mask, on, radiusMm, isPlanar, cancellationToken);
        Invert(mask);
    }

    private static void Invert(bool[] mask)
    {
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = !mask[i];
        }
    }
}
