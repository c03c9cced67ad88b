namespace DicomNode.Segmentation.Kernels;

/// <summary>The rows of a ball on a voxel grid. A voxel belongs to it when its centre lies within the radius. Needs perpendicular axes.</summary>
internal sealed class Ball
{
    /// <summary>Squared distances are compared with this slack, so that 3 steps of 0.9765625 mm are within 2.9296875 mm on every machine.</summary>
    private const double Slack = 1e-6;

    private readonly int[][] _reach;

    /// <param name="isPlanar">A disc: one slice of the ball, that of its centre.</param>
    public Ball((double Z, double Y, double X) spacingMm, double radiusMm, bool isPlanar)
    {
        double limit = (radiusMm * radiusMm) + Slack;
        int slices = isPlanar ? 0 : Steps(limit, spacingMm.Z);
        _reach = [.. Enumerable.Range(0, slices + 1).Select(dz =>
        {
            double restZ = limit - ((double)dz * dz * (spacingMm.Z * spacingMm.Z));
            return Enumerable.Range(0, Steps(restZ, spacingMm.Y) + 1).Select(dy => Steps(restZ - ((double)dy * dy * (spacingMm.Y * spacingMm.Y)), spacingMm.X)).ToArray();
        })];
    }

    /// <summary>How many slices it reaches up and down.</summary>
    public int Slices => _reach.Length - 1;

    /// <summary>In the slice <paramref name="dz"/> away: for every row 0, 1, 2, … away, how many columns it reaches to each side. Falling; never empty.</summary>
    public ReadOnlySpan<int> Reach(int dz) => _reach[Math.Abs(dz)];

    private static int Steps(double squaredMm, double spacingMm)
    {
        int steps = (int)Math.Sqrt(squaredMm / (spacingMm * spacingMm));
        while ((double)(steps + 1) * (steps + 1) * (spacingMm * spacingMm) <= squaredMm)
        {
            steps++;
        }

        while (steps > 0 && (double)steps * steps * (spacingMm * spacingMm) > squaredMm)
        {
            steps--;
        }

        return steps;
    }
}
