using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;
using Xunit;

namespace DicomNode.Segmentation.Tests.Kernels;

public class MaximumDiameterTests
{
    private static readonly Geometry
        s_grid = new(default, new(2, 0, 0), new(0, 2, 0), new(0, 0, 2)),
        s_sheared = new(new(10, -4, 3), new(0.7, 0.1, 0), new(-0.1, 0.9, 0.2), new(0.3, 0.4, 2.6)); // oblique, anisotropic, with a tilted gantry

    [Fact]
    public void A_full_block_of_the_size_of_ibsis_phantom_has_the_diameter_that_ibsi_publishes()
    {
        double found = MaximumDiameter.Of(new Masks((_, _, _) => true, new(4, 4, 5)), 0, new(4, 4, 5), s_grid, CancellationToken.None);
        Assert.Equal(13.1, found, 0.05);
        Assert.Equal(Math.Sqrt(172), found, 1e-12);
    }

    [Fact]
    public void One_voxel_is_as_long_as_its_longest_side() =>
        Assert.Equal(5, MaximumDiameter.Of(new Masks((z, y, x) => (z, y, x) == (1, 2, 3), new(4, 4, 5)), 0, new(4, 4, 5), s_grid with { SliceStep = new(0, 0, 5) }, CancellationToken.None), 1e-12);

    [Fact]
    public void Nothing_has_no_diameter() =>
        Assert.Equal(0, MaximumDiameter.Of(new Masks((_, _, _) => false, new(3, 3, 3)), 0, new(3, 3, 3), s_grid, CancellationToken.None));

    [Theory]
    [InlineData(1, 0.02)] // a few voxels far from each other
    [InlineData(2, 0.3)]
    [InlineData(3, 0.9)]
    [InlineData(4, -1)] // a ball: many pairs are nearly as far apart
    [InlineData(5, -2)] // a flat ring
    public void It_is_the_greatest_of_all_distances_between_middles_of_faces(int seed, double density)
    {
        VolumeShape shape = new(7, 12, 11);
        Random random = new(seed);
        byte[] mask = new byte[shape.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            (double z, double y, double x) = ((i / shape.SliceLength) - 3, (i / shape.Width % shape.Height) - 6, (i % shape.Width) - 5);
            double radius = (z * z * 2) + (y * y) + (x * x);
            mask[i] = (byte)(density switch { -1 => radius < 24, -2 => z == 0 && radius is > 9 and < 26, _ => random.NextDouble() < density } ? 1 : 0);
        }

        Masks masks = new((z, y, x) => mask[(z * shape.SliceLength) + (y * shape.Width) + x] != 0, shape);
        foreach (Geometry geometry in (Geometry[])[s_grid, s_sheared])
        {
            Vector3D[] points = [.. FaceCentres(masks, shape).Select(p => geometry.ToPatient(p.Z, p.Y, p.X))];
            double expected = points.Max(p => points.Max(q => (p - q).Length));
            Assert.Equal(expected, MaximumDiameter.Of(masks, 0, shape, geometry, CancellationToken.None), 1e-9);
        }
    }

    private static IEnumerable<(double Z, double Y, double X)> FaceCentres(Masks masks, VolumeShape shape)
    {
        for (int z = 0; z < shape.Depth; z++)
        {
            for (int y = 0; y < shape.Height; y++)
            {
                for (int x = 0; x < shape.Width; x++)
                {
                    foreach ((int dz, int dy, int dx) in ((int, int, int)[])[(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)])
                    {
                        if (masks[z, y, x] && !masks[z + dz, y + dy, x + dx])
                        {
                            yield return (z + (dz / 2.0), y + (dy / 2.0), x + (dx / 2.0));
                        }
                    }
                }
            }
        }
    }

    private sealed class Masks(Func<int, int, int, bool> isIn, VolumeShape shape) : ISegmentMasks
    {
        public bool this[int z, int y, int x] =>
            z >= 0 && z < shape.Depth && y >= 0 && y < shape.Height && x >= 0 && x < shape.Width && isIn(z, y, x);

        public bool TryReadSlice(int segment, int slice, Span<byte> mask)
        {
            for (int i = 0; i < mask.Length; i++)
            {
                mask[i] = (byte)(isIn(slice, i / shape.Width, i % shape.Width) ? 1 : 0);
            }

            return mask.Contains((byte)1);
        }
    }
}
