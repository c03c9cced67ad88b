using System.Text.Json.Nodes;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Reading;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using DicomNode.Tests.Cli;
using Xunit;

namespace DicomNode.Tests.Viewing;

public sealed class StructureEndpointsTests(ViewedNode viewed) : IClassFixture<ViewedNode>
{
    [Theory]
    [InlineData("SEG")]
    [InlineData("RTSTRUCT")]
    public async Task The_outlines_on_every_slice_enclose_exactly_the_pixels_of_the_structure(string kind)
    {
        ReadStructures truth = await TruthAsync();
        int drawn = 0;
        for (int z = 0; z < truth.Shape.Depth; z++)
        {
            JsonNode slice = await viewed.GetAsync($"results/{viewed.ResultOf(kind)}/contours?z={z}");
            Dictionary<int, PixelPoint[][]> outlines = slice["structures"]!.AsArray().ToDictionary(s => (int)s!["number"]!, Lines);
            foreach (ReadStructure structure in truth.Items)
            {
                byte[] mask = new byte[64 * 64];
                if (structure.TryReadSlice(z, mask))
                {
                    PixelPoint[][] lines = outlines[structure.Number];
                    Assert.Equal(mask, EvenOdd.Fill(lines, 64, 64));
                    Assert.Equal(mask.Sum(m => m), lines.Sum(EvenOdd.Area), 6); // holes run the other way around; a channel to one would count as nothing
                    drawn++;
                }
                else
                {
                    Assert.DoesNotContain(structure.Number, outlines.Keys);
                }
            }
        }

        Assert.True(drawn > 40, $"{drawn}");
    }

    [Fact]
    public async Task Structures_are_measured_as_read_result_measures_them()
    {
        ReadStructures truth = await TruthAsync();
        JsonArray structures = (await viewed.GetAsync($"results/{viewed.ResultOf("SEG")}/structures"))["structures"]!.AsArray();

        Assert.Equal(truth.Items.Select(s => (s.Number, s.Name, s.Voxels)), structures.Select(s => ((int)s!["number"]!, (string)s["name"]!, (long)s["voxels"]!)));
        Assert.All(truth.Items.Zip(structures), pair => Assert.Equal(pair.First.VolumeMm3 / 1000, (double)pair.Second!["volumeMl"]!, 6));
        Assert.All(structures, s => Assert.InRange((int)s!["largestSlice"]!, (int)s["firstSlice"]!, (int)s["lastSlice"]!));
    }

    [Fact]
    public async Task Labels_are_those_that_the_segment_command_writes()
    {
        using TempFolder folder = new();
        viewed.Series.WriteTo(folder.Folder("series"));
        string model = Path.Combine(AppContext.BaseDirectory, "config", "models", "ct-tissue");
        CommandRun run = await CommandRun.OfAsync("segment", folder.Combine("series"), "--model", model, "--out", folder.Combine("out"));
        Assert.True(run.ExitCode == 0, run.Error);
        Volume<float> expected = NiftiFile.Read(folder.Combine("out", "labels.nii.gz"));

        foreach (JsonNode? structure in (await viewed.GetAsync($"results/{viewed.ResultOf("SEG")}/structures"))["structures"]!.AsArray())
        {
            Volume<float> got = await viewed.NiftiAsync($"results/{viewed.ResultOf("SEG")}/labels.nii.gz?layer={structure!["layer"]}");
            SegmentSpec segment = ModelFolder.Load(model).Manifest.Segments.Single(s => s.Name == (string?)structure["name"]);
            Assert.Equal((expected.Shape, expected.Geometry), (got.Shape, got.Geometry));
            Assert.Equal(expected.Values.ToArray().Select(v => segment.VoxelLabels.Contains((int)v)), got.Values.ToArray().Select(v => v == (int)structure["label"]!));
        }

        Volume<float> image = await viewed.NiftiAsync($"series/{viewed.Series.SeriesInstanceUid}/volume.nii.gz?max=20");
        Volume<float> coarse = await viewed.NiftiAsync($"results/{viewed.ResultOf("SEG")}/labels.nii.gz?max=20");
        Assert.Equal((image.Shape, image.Geometry), (coarse.Shape, coarse.Geometry)); // one lies on the other
        Assert.Contains(1, coarse.Values.ToArray());
    }

    private static PixelPoint[][] Lines(JsonNode? structure) =>
        [.. structure!["polygons"]!.AsArray().Select(p => p!.AsArray().Select(n => (double)n!).Chunk(2).Select(c => new PixelPoint(c[0], c[1])).ToArray())];


    private async Task<ReadStructures> TruthAsync()
    {
        using TempFolder folder = new();
        string file = folder.Combine("seg.dcm");
        await File.WriteAllBytesAsync(file, await viewed.Node.Http.GetByteArrayAsync(new Uri($"/api/v1/results/{viewed.ResultOf("SEG")}", UriKind.Relative)));
        SourceSeries source = SourceSeries.Create(Enumerable.Range(0, viewed.Series.Slices).Select(viewed.Series.Slice));
        return ResultReader.Read(Part10File.Read(file), source, null, ReadingOptions.Default, CancellationToken.None);
    }
}
