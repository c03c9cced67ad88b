using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Volumes;

/// <summary>One image as a volume of its frames, with the component that an input asks for.</summary>
public sealed class ImageVolumeBuilderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ImageComponent.Red, 10, 40)]
    [InlineData(ImageComponent.Green, 20, 50)]
    [InlineData(ImageComponent.Blue, 30, 60)]
    [InlineData(ImageComponent.Luminance, 18.15f, 48.15f)]
    public void A_component_of_a_colour_image_is_what_it_says_in_every_frame(ImageComponent component, float first, float second)
    {
        string file = Write(MadeImage.Of(MadeImage.Format(1, 2, 8, samples: 3, frames: 2, photometric: "RGB"), [10, 20, 30, 0, 0, 0, 40, 50, 60, 0, 0, 0]));

        Volume<float> volume = ImageVolumeBuilder.Build(file, component, isRescaled: true, null, default);

        Assert.Equal(new VolumeShape(2, 1, 2), volume.Shape);
        Assert.Equal([first, 0, second, 0], volume.Values.ToArray().Select(v => MathF.Round(v, 3)));
    }

    [Fact]
    public void A_colour_image_has_no_gray_values() => Assert.Contains(
        "component: luminance, red, green or blue",
        Assert.Throws<VolumeException>(() => ImageVolumeBuilder.Build(
            Write(MadeImage.Of(MadeImage.Format(1, 2, 8, samples: 3, photometric: "RGB"), new byte[6])), ImageComponent.Gray, isRescaled: true, null, default)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("MONOCHROME1", ImageComponent.Gray, new float[] { -10, 500 })]
    [InlineData("MONOCHROME1", ImageComponent.Luminance, new float[] { 500, -10 })] // 8 bits, 2 * (255 - 0) - 10 and 2 * (255 - 255) - 10
    [InlineData("MONOCHROME2", ImageComponent.Luminance, new float[] { -10, 500 })]
    public void Brightness_is_as_it_is_shown(string photometric, ImageComponent component, float[] expected)
    {
        DataSet image = MadeImage.Of(MadeImage.Format(1, 2, 8, photometric: photometric), [0, 255]).SetNumber(Tags.RescaleSlope, 2).SetNumber(Tags.RescaleIntercept, -10);

        Assert.Equal(expected, ImageVolumeBuilder.Build(Write(image), component, isRescaled: true, null, default).Values.ToArray());
    }

    [Fact]
    public void A_pixel_is_as_large_as_the_image_says_or_a_millimetre()
    {
        DataSet image = MadeImage.Of(MadeImage.Format(1, 2, 8), new byte[2]);
        Assert.Equal((1, 1, 1), Spacing(image));
        Assert.Equal((1, 0.2, 0.1), Spacing(image.SetNumber(Tags.ImagerPixelSpacing, 0.2, 0.1)));
        Assert.Equal((1, 0.4, 0.3), Spacing(image.SetNumber(Tags.PixelSpacing, 0.4, 0.3)));

        (double, double, double) Spacing(DataSet of) => ImageVolumeBuilder.Build(Write(of), ImageComponent.Gray, isRescaled: true, null, default).Geometry.SpacingMm;
    }

    private string Write(DataSet image)
    {
        string file = _folder.Combine("image.dcm");
        Part10File.Write(file, image.SetString(Tags.SopClassUid, Uids.SecondaryCaptureImageStorage).SetString(Tags.SopInstanceUid, "1.2"), TransferSyntax.ExplicitVrLittleEndian);
        return file;
    }
}
