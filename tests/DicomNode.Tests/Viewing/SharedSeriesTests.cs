using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Volumes;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using DicomNode.Testing;
using DicomNode.Viewing;
using Xunit;

namespace DicomNode.Tests.Viewing;

/// <summary>Real series, looked at.</summary>
public class SharedSeriesTests
{
    private static readonly SliceFiles s_files = new(FrameDecoders.Managed, TimeProvider.System);

    [SharedFact(Needs = "data/ct-abdomen-pelvis-gepet")]
    public void An_abdomen_is_axial_with_the_window_that_its_scanner_gave()
    {
        ShownSeries series = Examine("data/ct-abdomen-pelvis-gepet");
        ShownVolume volume = Assert.Single(series.Volumes);
        ImagePlane plane = ImagePlane.Of(volume.Source)!;

        Assert.Equal((99, 512, 512), (volume.Slices.Count, volume.Rows, volume.Columns));
        Assert.Equal(("axial", 4.25), (plane.Name, Math.Round(plane.SliceStepMm!.Value, 6)));
        Assert.Equal(new EdgeLetters("R", "L", "A", "P"), plane.Edges);
        EncodedSlice slice = EncodedSlice.Read(volume, 50, s_files);
        short[] values = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(slice.Plain()).ToArray();
        float[] expected = new float[512 * 512];
        using SliceImage image = SliceImage.Open(volume.Slices[50].Path, null);
        image.ReadSlice(0, expected, new(1, 512, 512), isRescaled: true);
        Assert.Equal(expected, values.Select(v => (float)v));
    }

    [SharedTheory(Needs = "data/sts003-ct-mr-pet-rtstruct")]
    [InlineData("CT", 25693)]
    [InlineData("MR_T1", 25693)]
    [InlineData("PET", 817)]
    public void A_structure_set_of_another_maker_is_drawn_by_its_own_lines(string modality, long voxels)
    {
        string folder = $"data/sts003-ct-mr-pet-rtstruct/dicom/STS_003/{modality}";
        ShownVolume volume = Assert.Single(Examine($"{folder}/image").Volumes);
        string rtstruct = SharedData.Require($"{folder}/mask/RS.dcm");

        DrawnStructure mass = Assert.Single(ResultDrawing.Draw(rtstruct, volume, FrameDecoders.Managed, CancellationToken.None).Structures);

        Assert.Equal(($"GTV_Mass_{modality}", voxels), (mass.Name, mass.Voxels));
        long filled = Enumerable.Range(0, volume.Slices.Count).Where(z => mass.Lines[z] is not null).Sum(z => EvenOdd.Fill(mass.Lines[z]!, volume.Rows, volume.Columns).Sum(m => (long)m));
        Assert.InRange(filled, voxels - 2, voxels + 2); // a line through the centre of a pixel is rounded to 0.0001 of one
    }

    [SharedFact(Needs = "data/mr-t1-hfs")]
    public void A_slanted_magnetic_resonance_series_says_what_its_edges_point_to()
    {
        ShownVolume volume = Assert.Single(Examine("data/mr-t1-hfs").Volumes);
        ImagePlane plane = ImagePlane.Of(volume.Source)!;
        Assert.Equal(("sagittal", "A", "P"), (plane.Name, plane.Edges.Left[..1], plane.Edges.Right[..1]));
        Assert.StartsWith("H", plane.Edges.Top, StringComparison.Ordinal);
        Assert.Equal("", ValueUnit.Of(volume.Header));
        Assert.Equal(35, volume.Slices.Count);
    }

    [SharedFact(Needs = "data/ct-tilt-variable-ge")]
    public void A_tilted_series_is_shown_slice_by_slice_and_says_why_it_has_no_volume()
    {
        ShownVolume volume = Assert.Single(Examine("data/ct-tilt-variable-ge").Volumes);
        Assert.Null(volume.Grid);
        Assert.NotEmpty(volume.Problem!);
        Assert.Equal(28, ImagePlane.Of(volume.Source)!.Positions.Count);
        Assert.Null(ImagePlane.Of(volume.Source)!.SliceStepMm);
        Assert.Equal(512 * 512 * 2, EncodedSlice.Read(volume, 3, s_files).Plain().Length);
        Assert.Throws<VolumeException>(() => ImageEndpoints.GridOf(volume, null));
    }

    [SharedFact(Needs = "data/mr-4d-fmri-ge")]
    public void Volumes_that_nothing_tells_apart_are_still_images()
    {
        ShownSeries series = Examine("data/mr-4d-fmri-ge");
        Assert.All(series.Volumes, v => Assert.Null(v.Grid));
        Assert.Equal(150, series.Slices);
    }

    private static ShownSeries Examine(string folder) =>
        Examine([.. Directory.GetFiles(SharedData.Require(folder), "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".dcm" or "")]);

    private static ShownSeries Examine(IReadOnlyList<string> files) => SeriesExamination.Run(
        "1.2", new SeriesContent(1, files.Count, 1),
        [.. files.Select((f, i) => new Instance { SopInstanceUid = $"1.{i}", SopClassUid = "", TransferSyntaxUid = "", Path = f, Sha256 = new string('0', 64) })],
        i => i.Path, FrameDecoders.Managed, CancellationToken.None);
}
