using DicomNode.Segmentation.Pipeline;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Pipeline;

/// <summary>What a model of images may say in its manifest, and what only it may.</summary>
public sealed class ImageModelCheckTests : IDisposable
{
    private const string Slices = """{ "mode": "slices" }""", Image = """ "unit": "image" """;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_of_images_runs_on_slices() =>
        Assert.Equal(RunUnit.Image, MadeModel.Write(_folder, window: Slices, layout: "NCHW", more: Image).Manifest.Unit);

    [Fact]
    public void Whole_volumes_orientations_and_steps_in_the_patient_are_none_of_its_business() => Assert.Equal(
        ["preprocess[0].op", "spatial.orientation", "window.mode"],
        Problems(() => MadeModel.Write(_folder, spatial: """{ "orientation": "RAS" }""", preprocess: """{ "op": "reorient" }""", more: Image)));

    [Theory]
    [InlineData("RTSTRUCT")]
    [InlineData("SR")]
    [InlineData("SC")]
    public void Of_an_image_nothing_but_a_segmentation_is_made(string emitted) =>
        Assert.Equal(["emit.objects"], Problems(() => MadeModel.Write(_folder, window: Slices, layout: "NCHW", more: Image + $$""", "emit": { "objects": ["{{emitted}}"] } """)));

    private static string[] Problems(Action load) => [.. Assert.Throws<ModelException>(load).Problems.Select(p => p.Key).Order(StringComparer.Ordinal)];
}
