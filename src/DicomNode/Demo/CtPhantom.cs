using DicomNode.Segmentation.Volumes;

namespace DicomNode.Demo;

/// <summary>A CT volume made by code, and the truth about it. The same settings give the same voxels.</summary>
public sealed class CtPhantom
{
    private CtPhantom(PhantomSettings settings, Volume<short> hu, Volume<byte> truth)
    {
        Settings = settings;
        Hu = hu;
        Truth = truth;
    }

    public PhantomSettings Settings { get; }

    /// <summary>Hounsfield units, -1024 to 3071, as a scanner stores them.</summary>
    public Volume<short> Hu { get; }

    /// <summary>Flags of <see cref="PhantomStructures"/>: what lies at the centre of each voxel.</summary>
    public Volume<byte> Truth { get; }

    public static CtPhantom Create(PhantomSettings settings, CancellationToken cancellationToken)
    {
        VolumeShape shape = new(settings.Slices, settings.Rows, settings.Columns);
        Geometry geometry = GeometryOf(settings);
        Volume<short> hu = new(new short[shape.Length], shape, geometry);
        Volume<byte> truth = new(new byte[shape.Length], shape, geometry);
        Parallel.For(0, shape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, z => Scan(settings, z, hu, truth));
        return new(settings, hu, truth);
    }

    /// <summary>1 where all of <paramref name="structures"/> are, in the shape of the volume.</summary>
    public byte[] Mask(PhantomStructures structures)
    {
        byte[] mask = new byte[Truth.Shape.Length];
        ReadOnlySpan<byte> truth = Truth.Values.Span;
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = (truth[i] & (byte)structures) == (byte)structures ? (byte)1 : (byte)0;
        }

        return mask;
    }

    private static void Scan(PhantomSettings settings, int z, Volume<short> hu, Volume<byte> truth)
    {
        Span<short> values = hu.Slice(z);
        Span<byte> structures = truth.Slice(z);
        for (int row = 0, i = 0; row < hu.Shape.Height; row++)
        {
            for (int column = 0; column < hu.Shape.Width; column++, i++)
            {
                Vector3D point = hu.Geometry.ToPatient(z, row, column) - settings.Isocentre;
                (PhantomStructures what, double exact) = PhantomAnatomy.At(point.X, point.Y, point.Z);
                double noisy = exact + (settings.NoiseHu * PhantomNoise.At(settings.Seed, (z * values.Length) + i));
                values[i] = (short)Math.Clamp(Math.Round(noisy), -1024, 3071);
                structures[i] = (byte)what;
            }
        }
    }

    /// <summary>The isocentre is in the middle of the grid.</summary>
    private static Geometry GeometryOf(PhantomSettings settings)
    {
        (double sinPitch, double cosPitch) = Math.SinCos(settings.PitchDegrees * Math.PI / 180);
        (double sinYaw, double cosYaw) = Math.SinCos(settings.YawDegrees * Math.PI / 180);
        Vector3D columns = new(cosYaw, sinYaw, 0);
        Vector3D rows = new(-sinYaw * cosPitch, cosYaw * cosPitch, -sinPitch);
        Vector3D slices = Vector3D.Cross(columns, rows);
        Geometry around = new(new(0, 0, 0), columns * settings.PixelSpacingMm, rows * settings.PixelSpacingMm, slices * settings.SliceSpacingMm);
        Vector3D middle = around.ToPatient((settings.Slices - 1) / 2.0, (settings.Rows - 1) / 2.0, (settings.Columns - 1) / 2.0);
        return around with { Origin = settings.Isocentre - middle };
    }
}
