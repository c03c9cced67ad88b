using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Tests.Models;

/// <summary>A trunk of ellipses on a table that touches it, with noise: 160 x 160 x 20 voxels of 2 x 2 x 5 mm.</summary>
internal static class MadeTrunk
{
    public const byte Outside = 0, Tissue = 1, LungLeft = 2, LungRight = 3, Bone = 4;

    public static Volume<float> Scan(out byte[] truth)
    {
        VolumeShape shape = new(20, 160, 160);
        Geometry geometry = new(new(-159, -159, -400), new(2, 0, 0), new(0, 2, 0), new(0, 0, 5));
        float[] hu = new float[shape.Length];
        truth = new byte[shape.Length];
        Random noise = new(7);
        for (int i = 0; i < hu.Length; i++)
        {
            Vector3D at = geometry.ToPatient(i / shape.SliceLength, i / shape.Width % shape.Height, i % shape.Width);
            (truth[i], double exact) = At(at.X, at.Y);
            double gauss = Math.Sqrt(-2 * Math.Log(1 - noise.NextDouble())) * Math.Cos(Math.Tau * noise.NextDouble());
            hu[i] = (float)Math.Round(exact + (15 * gauss));
        }

        return new Volume<float>(hu, shape, geometry);
    }

    private static (byte Structure, double Hu) At(double x, double y)
    {
        if (!IsIn(x, y, 0, 0, 140, 100))
        {
            bool shell = y is > 99 and < 103 or > 121 and < 125; // the upper shell touches the skin
            return (Outside, Math.Abs(x) < 150 && y is > 99 and < 125 ? shell ? 200 : -920 : -1000);
        }

        if (IsIn(x, y, 0, 55, 22, 18) || IsIn(Math.Abs(x), y, 118, 0, 6, 14))
        {
            return (Bone, 700);
        }

        if (IsIn(Math.Abs(x), y, 62, -10, 42, 60))
        {
            bool vessel = IsIn(Math.Abs(x), y, 55, 0, 3, 3);
            return (x > 0 ? LungLeft : LungRight, vessel ? 40 : -850);
        }

        return (Tissue, IsIn(x, y, 0, -60, 10, 10) ? -1000 : IsIn(x, y, 0, 0, 128, 88) ? 40 : -100); // bowel gas, muscle, fat
    }

    private static bool IsIn(double x, double y, double centreX, double centreY, double semiX, double semiY)
    {
        (double dx, double dy) = ((x - centreX) / semiX, (y - centreY) / semiY);
        return (dx * dx) + (dy * dy) <= 1;
    }
}
