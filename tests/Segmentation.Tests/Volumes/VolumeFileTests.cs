using System.Text;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Volumes;

public class VolumeFileTests
{
    private static readonly Geometry s_oblique = new(new(-12.5, 30, 7), new(0.6, 0.8, 0), new(-1.6, 1.2, 0), new(0, 0, -3));

    [Theory]
    [InlineData("labels.nii")]
    [InlineData("labels.nii.gz")]
    public void What_is_written_as_NIfTI_is_read_back_on_its_grid(string name)
    {
        using TempFolder folder = new();
        ushort[] values = [.. Enumerable.Range(0, 2 * 3 * 4).Select(i => (ushort)(i * 2500))];

        NiftiFile.Write(folder.Combine(name), new Volume<ushort>(values, new VolumeShape(2, 3, 4), s_oblique));
        Volume<float> read = NiftiFile.Read(folder.Combine(name));

        Assert.Equal(values.Select(v => (float)v), read.Values.ToArray());
        Assert.Equal(new VolumeShape(2, 3, 4), read.Shape);
        AssertNear(s_oblique, read.Geometry);
    }

    [Theory]
    [InlineData(1, 0, 0, 0, 1, 0, 1)]
    [InlineData(1, 0, 0, 0, 1, 0, -1)]
    [InlineData(-1, 0, 0, 0, -1, 0, 1)]
    [InlineData(0, 1, 0, 0, 0, -1, 1)]
    [InlineData(-1, 0, 0, 0, 0, 1, -1)]
    [InlineData(0, 0, 1, 1, 0, 0, 1)]
    public void The_quaternion_alone_places_the_voxels_too(int ix, int iy, int iz, int jx, int jy, int jz, int side)
    {
        (Vector3D i, Vector3D j) = (new(ix, iy, iz), new(jx, jy, jz));
        Geometry geometry = new(new(1, 2, 3), i * 2, j * 3, Vector3D.Cross(i, j) * (4 * side));
        using TempFolder folder = new();
        string path = folder.Combine("q.nii");
        NiftiFile.Write(path, new Volume<byte>(new byte[8], new VolumeShape(2, 2, 2), geometry));
        byte[] bytes = File.ReadAllBytes(path);
        bytes[254] = 0; // sform_code: 0, so that a reader must use the qform
        File.WriteAllBytes(path, bytes);

        AssertNear(geometry, NiftiFile.Read(path).Geometry);
    }

    [Fact]
    public void A_sheared_grid_has_no_quaternion_and_says_so()
    {
        using TempFolder folder = new();
        string path = folder.Combine("sheared.nii");
        NiftiFile.Write(path, new Volume<byte>(new byte[8], new VolumeShape(2, 2, 2), new Geometry(default, new(1, 0, 0), new(0, 1, 0), new(0, 0.3, 1))));

        Assert.Equal(0, File.ReadAllBytes(path)[252]);
    }

    [Fact]
    public void A_cut_or_foreign_NIfTI_is_refused_with_its_name()
    {
        using TempFolder folder = new();
        string path = folder.Combine("cut.nii");
        NiftiFile.Write(path, new Volume<byte>(new byte[8], new VolumeShape(2, 2, 2), s_oblique));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);

        Assert.StartsWith("cut.nii: ", Assert.Throws<VolumeException>(() => NiftiFile.Read(path)).Message, StringComparison.Ordinal);
        File.WriteAllText(path, new string('x', 400));
        Assert.Throws<VolumeException>(() => NiftiFile.Read(path));
    }

    [Fact]
    public void A_MetaImage_in_one_file_and_in_two_is_read_on_its_grid()
    {
        using TempFolder folder = new();
        const string Head = "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\nCompressedData = False\n"
            + "TransformMatrix = 0 1 0 1 0 0 0 0 -1\nOffset = 5 6 7\nElementSpacing = 0.5 2 3\nDimSize = 2 1 2\nElementType = MET_SHORT\nElementDataFile = ";
        byte[] voxels = [1, 0, 0xFE, 0xFF, 3, 0, 4, 0];
        File.WriteAllBytes(folder.Combine("one.mha"), [.. Encoding.ASCII.GetBytes(Head + "LOCAL\n"), .. voxels]);
        File.WriteAllText(folder.Combine("two.mhd"), Head + "two.raw\n");
        File.WriteAllBytes(folder.Combine("two.raw"), voxels);

        foreach (string name in new[] { "one.mha", "two.mhd" })
        {
            Volume<float> read = MetaImageFile.Read(folder.Combine(name));
            Assert.Equal([1f, -2f, 3f, 4f], read.Values.ToArray());
            Assert.Equal(new VolumeShape(2, 1, 2), read.Shape);
            Assert.Equal(new Geometry(new(5, 6, 7), new(0, 0.5, 0), new(2, 0, 0), new(0, 0, -3)), read.Geometry);
        }
    }

    [Fact]
    public void A_MetaImage_header_leads_to_no_other_folder()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder.Combine("x.mhd"), "NDims = 3\nDimSize = 1 1 1\nElementType = MET_UCHAR\nElementDataFile = ../secret\n");

        Assert.Throws<VolumeException>(() => MetaImageFile.Read(folder.Combine("x.mhd")));
    }

    private static void AssertNear(Geometry expected, Geometry actual)
    {
        foreach ((Vector3D e, Vector3D a) in new[]
        {
            (expected.Origin, actual.Origin), (expected.ColumnStep, actual.ColumnStep), (expected.RowStep, actual.RowStep), (expected.SliceStep, actual.SliceStep),
        })
        {
            Assert.True((e - a).Length < 1e-5, $"{e} became {a}");
        }
    }
}
