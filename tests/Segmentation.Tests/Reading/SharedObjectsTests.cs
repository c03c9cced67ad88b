using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Reading;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Reading;

/// <summary>Every segmentation and structure set among the shared data, none of them ours, read onto its series. The counts are pydicom's, or those of masks that were published with them.</summary>
public class SharedObjectsTests
{
    private const string Liver = "data/dcmqi-liver-seg/ct-3slice";
    private const string Mim = "data/rtstruct-mim-rtutils";

    [SharedTheory(Needs = "data/sts003-ct-mr-pet-rtstruct")]
    [InlineData("CT", "GTV_Mass_CT", 25_693, 80.124)]
    [InlineData("MR_T1", "GTV_Mass_MR_T1", 25_693, 80.123)]
    [InlineData("PET", "GTV_Mass_PET", 817, 79.900)]
    public void Contours_that_people_drew_fill_exactly_the_published_masks_though_they_name_images_that_nobody_has(string modality, string name, int voxels, double ml)
    {
        string folder = SharedData.Require($"data/sts003-ct-mr-pet-rtstruct/dicom/STS_003/{modality}");
        SourceSeries source = SourceFolder.Read(Path.Combine(folder, "image"));
        ReadStructures read = Read(Path.Combine(folder, "mask", "RS.dcm"), source);

        ReadStructure mass = Assert.Single(read.Items);
        Assert.Equal((name, voxels), (mass.Name, (int)mass.Voxels));
        Assert.Equal(ml, mass.VolumeMm3 / 1000, 3);
        Assert.Empty(read.Warnings);
        Volume<float> published = NiftiFile.Read(SharedData.Require($"data/sts003-ct-mr-pet-rtstruct/nifti/STS_003/{modality}_mask.nii.gz"));
        Assert.Equal(OnGridOf(source, published), mass.ToMask());
    }

    [SharedTheory(Needs = Liver)]
    [InlineData("data/dcmqi-liver-seg/liver.dcm")]
    [InlineData("data/seg-compressed-a/liver.dcm")]
    [InlineData("data/seg-compressed-a/liver_rle.dcm")] // single bits in RLE
    [InlineData("data/seg-compressed-a/liver_nonbyte_aligned.dcm")] // 510 x 510: frames begin within bytes, and are a part of the image
    public void A_liver_of_dcmqi_is_the_same_in_every_encoding(string file)
    {
        ReadStructures read = Read(SharedData.Require(file), SourceFolder.Read(SharedData.Require(Liver)));
        ReadStructure liver = Assert.Single(read.Items);
        Assert.Equal(("Liver", 36_233 + 35_645 + 35_220), (liver.Name, (int)liver.Voxels));
        Assert.Equal(107_098 * 0.810547 * 0.810547, liver.VolumeMm3, 0.5); // slices 1 mm apart, their positions rounded
        Assert.Equal(Read(SharedData.Require("data/dcmqi-liver-seg/liver.dcm"), SourceFolder.Read(SharedData.Require(Liver))).Items[0].ToMask(), liver.ToMask());
        Assert.Empty(read.Warnings);
    }

    [SharedFact(Needs = Liver)]
    public void Overlapping_segments_are_each_whole_and_lie_in_layers()
    {
        ReadStructures read = Read(SharedData.Require("data/dcmqi-liver-seg/partial_overlaps.dcm"), SourceFolder.Read(SharedData.Require(Liver)));
        Assert.Equal(["GREEN", "ORANGE", "PURPLE", "LIGHT_BLUE", "DARK_BLUE"], read.Items.Select(s => s.Name));
        Assert.Equal([9_602, 11_888, 117 + 117 + 10_509, 6_693, 4_713], read.Items.Select(s => (int)s.Voxels));
        Assert.True(read.Layers.Max() > 0);
        for (int layer = 0; layer <= read.Layers.Max(); layer++)
        {
            ushort[] labels = read.ToLabels(layer);
            Assert.All(Enumerable.Range(0, 5).Where(i => read.Layers[i] == layer), i => Assert.Equal(read.Items[i].Voxels, labels.Count(l => l == read.Labels[i])));
        }
    }

    [SharedFact(Needs = "data/highdicom-seg-a")]
    public void Segments_of_highdicom_that_overlap_on_uneven_slices()
    {
        ReadStructures read = ReadHighdicom("seg_image_ct_binary_overlap.dcm", ReadingOptions.Default);
        Assert.Equal([("first segment", 64), ("second segment", 16)], read.Items.Select(s => (s.Name, (int)s.Voxels)));
        Assert.Equal([0, 1], read.Layers);
    }

    [SharedTheory(Needs = "data/highdicom-seg-a")]
    [InlineData(0.5, 127 + 256 + 255)] // 128 of at most 255
    [InlineData(0.51, 0)]
    [InlineData(0.25, 149 + 256 + 256)] // 64 as well
    public void A_fractional_segmentation_is_cut_at_the_threshold(double threshold, int voxels)
    {
        ReadStructures read = ReadHighdicom("seg_image_ct_true_fractional.dcm", new() { Threshold = threshold });
        Assert.Equal(voxels, Assert.Single(read.Items).Voxels);
    }

    [SharedTheory(Needs = Mim)]
    [InlineData("empty/dummy_rt.dcm")]
    [InlineData("mock_data/invalid_reference_rt.dcm")]
    [InlineData("mock_data/non_existent_reference_rt.dcm")]
    public void Contours_of_MIM_are_found_by_their_plane_whatever_images_they_name_and_what_is_beyond_the_slices_is_said(string file)
    {
        ReadStructures read = Read(SharedData.Require($"{Mim}/{file}"), MimSource());
        Assert.Equal([("ROI-1", 4_976), ("ROI-2", 3_697), ("ROI-3", 4_519), ("ROI-4", 6_954)], read.Items.Select(s => (s.Name, (int)s.Voxels)));
        Assert.Equal(Enumerable.Range(1, 4).Select(i => $"ROI {i}: 1 of 3 contours lie beyond the first or the last slice of the series and are left out."), read.Warnings);
    }

    [SharedFact(Needs = Mim)]
    public void A_frame_of_reference_that_was_made_up_is_refused_by_name_unless_somebody_knows_better()
    {
        string file = SharedData.Require($"{Mim}/mock_data/rt.dcm");
        VolumeException refused = Assert.Throws<VolumeException>(() => Read(file, MimSource()));
        Assert.Contains("1.2.826.0.1.3680043.8.498.41321784967516118556817630335498661397", refused.Message, StringComparison.Ordinal);
        Assert.Contains(MimSource().FrameOfReferenceUid, refused.Message, StringComparison.Ordinal);

        ReadStructure ring = Assert.Single(Read(file, MimSource(), new() { AnyFrameOfReference = true }).Items); // a hole as a contour of its own
        Assert.Equal(1_443, ring.Voxels);
    }

    [SharedFact(Needs = Liver)]
    public void A_segmentation_of_another_patient_is_refused_by_name()
    {
        SourceSeries other = SourceFolder.Read(SharedData.Require("data/sts003-ct-mr-pet-rtstruct/dicom/STS_003/PET/image"));
        VolumeException refused = Assert.Throws<VolumeException>(() => Read(SharedData.Require("data/dcmqi-liver-seg/liver.dcm"), other));
        Assert.Contains("frame of reference", refused.Message, StringComparison.Ordinal);
        refused = Assert.Throws<VolumeException>(() => Read(SharedData.Require("data/dcmqi-liver-seg/liver.dcm"), other, new() { AnyFrameOfReference = true }));
        Assert.Contains("beyond the first or the last slice", refused.Message, StringComparison.Ordinal);
    }

    private static SourceSeries MimSource() => SourceFolder.Read(SharedData.Require($"{Mim}/mock_data"), "ct_1.dcm", "ct_2.dcm");

    private static ReadStructures ReadHighdicom(string name, ReadingOptions options)
    {
        DicomFile file = Part10File.Read(SharedData.Require($"data/highdicom-seg-a/{name}"));
        Assert.True(file.DataSet.Contains(Tags.FrameOfReferenceUid));
        PatientPoint[] positions = [.. new[] { -99.480003, 103.019997, 104.269997, 105.519997 }.Select(z => new PatientPoint(-125, -128.100006, z))];
        return ResultReader.Read(file, SourceFolder.Made(file.DataSet, 16, 16, 0.488281, positions), FrameDecoders.Managed, options, CancellationToken.None);
    }

    private static ReadStructures Read(string file, SourceSeries source, ReadingOptions? options = null) =>
        ResultReader.Read(Part10File.Read(file), source, FrameDecoders.Managed, options ?? ReadingOptions.Default, CancellationToken.None);

    /// <summary>A mask of another program, voxel by voxel where the images have their pixels: its axes may run the other way.</summary>
    private static byte[] OnGridOf(SourceSeries source, Volume<float> mask)
    {
        byte[] found = new byte[source.Slices.Count * source.Rows * source.Columns];
        Geometry grid = mask.Geometry;
        for (int i = 0; i < found.Length; i++)
        {
            PatientPoint point = source.ToPatient(i / (source.Rows * source.Columns), i % source.Columns, i / source.Columns % source.Rows);
            Vector3D from = new Vector3D(point.X, point.Y, point.Z) - grid.Origin;
            int[] at = [.. Enumerable.Range(0, 3).Select(axis => (int)Math.Round(Vector3D.Dot(from, grid.Step(axis)) / Vector3D.Dot(grid.Step(axis), grid.Step(axis))))];
            bool inside = at.Select((a, axis) => a >= 0 && a < mask.Shape[axis]).All(a => a);
            found[i] = inside && mask.Values.Span[((at[0] * mask.Shape.Height) + at[1]) * mask.Shape.Width + at[2]] > 0 ? (byte)1 : (byte)0;
        }

        return found;
    }
}
