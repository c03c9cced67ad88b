using DicomNode.Demo;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Demo;

public class CtPhantomTests
{
    private static readonly CtPhantom s_phantom = CtPhantom.Create(PhantomSettings.Small, CancellationToken.None);

    [Fact]
    public void The_same_settings_give_the_same_voxels_and_another_seed_others()
    {
        Assert.Equal(s_phantom.Hu.Values.ToArray(), CtPhantom.Create(PhantomSettings.Small, CancellationToken.None).Hu.Values.ToArray());
        Assert.NotEqual(s_phantom.Hu.Values.ToArray(), CtPhantom.Create(PhantomSettings.Small with { Seed = 2 }, CancellationToken.None).Hu.Values.ToArray());
    }

    [Theory]
    [InlineData(PhantomStructures.Body, 11_000, 13_500)]
    [InlineData(PhantomStructures.LungLeft, 1_150, 1_320)] // an ellipsoid of 48 x 72 x 90 mm has 1,303 ml, ribs take a little
    [InlineData(PhantomStructures.LungRight, 1_150, 1_320)]
    [InlineData(PhantomStructures.Bone, 200, 800)]
    public void The_structures_have_the_volume_of_their_formulas(PhantomStructures structure, double atLeastMl, double atMostMl)
    {
        double ml = s_phantom.Mask(structure).Sum(v => v) * s_phantom.Truth.Geometry.VoxelMm3 / 1000;
        Assert.InRange(ml, atLeastMl, atMostMl);
    }

    [Fact]
    public void The_left_lung_lies_at_larger_x_and_everything_in_the_body()
    {
        Assert.True(MeanX(PhantomStructures.LungLeft) > PhantomSettings.Small.Isocentre.X + 50);
        Assert.True(MeanX(PhantomStructures.LungRight) < PhantomSettings.Small.Isocentre.X - 50);
        Assert.All(s_phantom.Truth.Values.ToArray(), v => Assert.True(v == 0 || (v & (byte)PhantomStructures.Body) != 0));
    }

    [Fact]
    public void There_is_a_table_outside_the_body_that_is_denser_than_air()
    {
        byte[] body = s_phantom.Mask(PhantomStructures.Body);
        short[] hu = s_phantom.Hu.Values.ToArray();
        Assert.Contains(hu.Zip(body), v => v.Second == 0 && v.First > 100);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(25, 10)]
    public void The_files_are_a_volume_with_the_grid_and_the_values_of_the_phantom(double pitch, double yaw)
    {
        using TempFolder folder = new();
        CtPhantom phantom = CtPhantom.Create(PhantomSettings.Small with { PitchDegrees = pitch, YawDegrees = yaw }, CancellationToken.None);
        string[] files = [.. PhantomInstances.Write(phantom, folder.Path).Reverse()];

        StackVerdict verdict = SliceStack.Examine([.. files.SelectMany(SeriesVolumeBuilder.ReadFacts)]);
        Assert.True(verdict.IsVolume, verdict.Sentence);
        Volume<float> volume = SeriesVolumeBuilder.Build(files, verdict, CancellationToken.None);
        Assert.Equal(phantom.Hu.Values.ToArray().Select(v => (float)v), volume.Values.ToArray());
        Vector3D far = volume.Geometry.ToPatient(23, 63, 63) - phantom.Hu.Geometry.ToPatient(23, 63, 63);
        Assert.InRange(far.Length, 0, 1e-6); // what 16 characters of a decimal string leave
    }

    [Fact]
    public void Every_instance_has_what_a_ct_image_must_have()
    {
        Tag[] required =
        [
            Tags.PatientName, Tags.PatientId, Tags.StudyInstanceUid, Tags.SeriesInstanceUid, Tags.Modality, Tags.FrameOfReferenceUid, Tags.Manufacturer,
            Tags.ImageType, Tags.PixelSpacing, Tags.ImageOrientationPatient, Tags.ImagePositionPatient, Tags.RescaleIntercept, Tags.RescaleSlope, Tags.Kvp, Tags.AcquisitionNumber,
        ];
        DataSet[] instances = [.. PhantomInstances.Of(s_phantom)];
        Assert.Equal(24, instances.Select(i => i.GetString(Tags.SopInstanceUid)).Distinct().Count());
        Assert.All(instances, i => Assert.DoesNotContain(required, tag => !i.Contains(tag)));
    }

    private static double MeanX(PhantomStructures structure)
    {
        byte[] mask = s_phantom.Mask(structure);
        VolumeShape shape = s_phantom.Truth.Shape;
        return Enumerable.Range(0, mask.Length).Where(i => mask[i] != 0)
            .Average(i => s_phantom.Truth.Geometry.ToPatient(i / shape.SliceLength, i % shape.SliceLength / shape.Width, i % shape.Width).X);
    }
}
