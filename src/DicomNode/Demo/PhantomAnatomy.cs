using DicomNode.Segmentation.Volumes;

namespace DicomNode.Demo;

/// <summary>
/// A trunk on a table, as a function of the place: what tissue is there. Points are in mm from the middle of the anatomy, x to the left,
/// y to the back, z to the head. It is no portrait of a person; it has what a threshold could get wrong: a table, fat, vessels in the lungs, ribs.
/// </summary>
internal static class PhantomAnatomy
{
    private const double BodyX = 160, BodyY = 110, FatMm = 12, RibX = 140, RibY = 92;
    private const double LungX = 48, LungY = 72, LungZ = 90, LungFromMiddle = 68;
    private const double TableTop = 118, TableThickness = 30, TableShell = 4;
    private const double VertebraMm = 30, DiscMm = 6, RibDistanceMm = 30, VesselRadiusMm = 2;

    private static readonly Vector3D s_lungCentre = new(LungFromMiddle, -5, 15);
    private static readonly Vector3D s_hilum = new(24, 0, 15);
    private static readonly Vector3D[] s_vesselEnds =
        [new(100, -30, 40), new(100, 30, 40), new(95, -35, -10), new(95, 30, -15), new(75, -10, 85), new(70, -15, -55), new(105, 0, 15)];

    public static (PhantomStructures Structures, double Hu) At(double x, double y, double z)
    {
        double girth = 1 - (0.1 * Square(z / 120)); // narrower towards both ends
        if (Ellipse(x, y, BodyX * girth, BodyY * girth) > 1)
        {
            return (PhantomStructures.None, Table(x, y));
        }

        if (IsBone(x, y, z))
        {
            return (PhantomStructures.Body | PhantomStructures.Bone, 700);
        }

        Vector3D mirrored = new(Math.Abs(x), y, z); // the lungs are mirror images
        if (Ellipse(mirrored.X - s_lungCentre.X, y - s_lungCentre.Y, LungX, LungY) + Square((z - s_lungCentre.Z) / LungZ) <= 1)
        {
            return (PhantomStructures.Body | (x > 0 ? PhantomStructures.LungLeft : PhantomStructures.LungRight), IsVessel(mirrored) ? 40 : -850);
        }

        bool fat = Ellipse(x, y, (BodyX * girth) - FatMm, (BodyY * girth) - FatMm) > 1;
        return (PhantomStructures.Body, fat ? -100 : 40);
    }

    private static double Table(double x, double y)
    {
        double depth = y - TableTop, edge = 200 - Math.Abs(x);
        if (depth is < 0 or > TableThickness || edge < 0)
        {
            return -1000;
        }

        bool shell = Math.Min(Math.Min(depth, TableThickness - depth), edge) < TableShell;
        return shell ? 150 : -950; // a carbon shell around foam
    }

    private static bool IsBone(double x, double y, double z) => IsSpine(x, y, z) || IsRib(x, y, z);

    private static bool IsSpine(double x, double y, double z)
    {
        bool process = Math.Abs(x) < 4 && y is > 70 and < 86;
        bool disc = Modulo(z, VertebraMm) < DiscMm;
        return process || (!disc && Ellipse(x, y - 60, 20, 16) <= 1);
    }

    /// <summary>Bands in the wall of the trunk that descend towards the front; open at the spine and at the breastbone.</summary>
    private static bool IsRib(double x, double y, double z)
    {
        double radius = Math.Sqrt(Ellipse(x, y, RibX, RibY));
        if (Math.Abs(radius - 1) > 0.05 || Math.Abs(x) < 22 || z is < -75 or > 100)
        {
            return false;
        }

        double front = (1 - (y / RibY)) / 2; // 0 at the back, 1 at the front
        return Math.Abs(Modulo(z + (40 * front), RibDistanceMm) - (RibDistanceMm / 2)) < 5;
    }

    private static bool IsVessel(Vector3D point)
    {
        foreach (Vector3D end in s_vesselEnds)
        {
            Vector3D along = end - s_hilum, from = point - s_hilum;
            double part = Math.Clamp(Vector3D.Dot(from, along) / Vector3D.Dot(along, along), 0, 1);
            if ((from - (along * part)).Length <= VesselRadiusMm)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>At most 1 inside.</summary>
    private static double Ellipse(double x, double y, double semiX, double semiY) => Square(x / semiX) + Square(y / semiY);

    private static double Square(double value) => value * value;

    private static double Modulo(double value, double by) => value - (by * Math.Floor(value / by));
}
