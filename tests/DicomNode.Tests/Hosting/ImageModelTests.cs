using System.Text.Json.Nodes;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Hosting;

/// <summary>Models that take every image by itself: radiographs, ultrasound of one frame and of many.</summary>
public sealed class ImageModelTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ImageModelTests() => IdentityNetwork.WriteModel(_folder.Combine("models"), "bright", "NCHW", """
        "unit": "image",
        "inputs": [ { "name": "image", "component": "luminance", "select": { "modality": ["DX", "US"] } } ],
        "window": { "mode": "slices" },
        "outputs": [ { "tensor": "y", "decode": "threshold" } ]
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_image_of_a_series_has_its_result_before_the_series_is_whole_and_only_one()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await StartAsync(archive, quiet: TimeSpan.FromMinutes(10));
        DataSet[] images = [Radiograph(1), Radiograph(2)];

        await node.SendAsync(images);
        await Eventually.TrueAsync(() => Task.FromResult(archive.Received.Count == 2), TimeSpan.FromMinutes(1));
        await node.SendAsync(images);

        JsonNode series = (await node.FindAsync(images[0].GetString(Tags.SeriesInstanceUid)!))!;
        Assert.Equal("Receiving", (string?)series["state"]);
        Assert.Equal(images.Select(i => i.GetString(Tags.SopInstanceUid)).Order(), series["jobs"]!.AsArray().Select(j => (string?)j!["sopInstanceUid"]).Order());
        DataSet[] results = Results(archive);
        Assert.Equal(2, results.Select(r => r.GetString(Tags.SopInstanceUid)).Distinct().Count());
        Assert.All(results, r => Assert.Null(r.GetString(Tags.FrameOfReferenceUid)));
        Assert.Equal(
            images.Select(i => i.GetString(Tags.SopInstanceUid)).Order(),
            results.Select(r => r.GetItems(Tags.ReferencedSeriesSequence)[0].GetItems(Tags.ReferencedInstanceSequence)[0].GetString(Tags.ReferencedSopInstanceUid)).Order());
    }

    [Fact]
    public async Task The_frames_of_an_ultrasound_loop_in_colour_are_segmented_by_their_brightness_and_named_by_their_number()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await StartAsync(archive, quiet: TimeSpan.FromSeconds(0.5));
        DataSet loop = Loop();

        await node.SendAsync([loop]);
        JsonNode done = await node.WaitForAsync(loop.GetString(Tags.SeriesInstanceUid)!, "Done", "Failed", "NotRouted", "Incomplete");

        Assert.Equal("Done", (string?)done["state"]);
        Assert.Equal(
            "1 of 1 images are segmented, each by itself. No RTSTRUCT: an image by itself lies nowhere in the patient, where contours and volumes are.", (string?)done["reason"]);
        DataSet result = Assert.Single(Results(archive));
        Assert.Equal(1, result.GetInt32(Tags.NumberOfFrames));
        DataSet source = result.GetItems(Tags.PerFrameFunctionalGroupsSequence)[0].GetItems(Tags.DerivationImageSequence)[0].GetItems(Tags.SourceImageSequence)[0];
        Assert.Equal(2, source.GetInt32(Tags.ReferencedFrameNumber)); // the first and the last frame are dark
    }

    [Fact]
    public async Task An_image_on_which_nothing_is_found_is_done()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await StartAsync(archive, quiet: TimeSpan.FromSeconds(0.5));
        DataSet dark = Loop();
        dark.SetBytes(Tags.PixelData, Vr.OB, new byte[3 * 32 * 40 * 3]);

        await node.SendAsync([dark]);
        JsonNode done = await node.WaitForAsync(dark.GetString(Tags.SeriesInstanceUid)!, "Done", "Failed", "NotRouted", "Incomplete");

        Assert.True("Done" == (string?)done["state"], done.ToJsonString());
        Assert.Empty(Results(archive));
    }

    [Fact]
    public async Task An_image_that_the_model_does_not_take_is_left_alone()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await StartAsync(archive, quiet: TimeSpan.FromSeconds(0.5));
        DataSet image = Radiograph(1).SetString(Tags.Modality, "MG");

        await node.SendAsync([image]);

        Assert.Equal("NotRouted", (string?)(await node.WaitForAsync(image.GetString(Tags.SeriesInstanceUid)!, "Done", "Failed", "NotRouted", "Incomplete"))["state"]);
    }

    private Task<RunningNode> StartAsync(CollectingArchive archive, TimeSpan quiet) => RunningNode.StartAsync(_folder, archive.Port, o =>
    {
        o.Models.Folder = _folder.Combine("models");
        o.Routes = [new() { Model = "bright", SendTo = ["pacs"] }];
        o.Assembling = new() { SettlePeriod = quiet, QuietPeriod = quiet, GapPeriod = quiet * 2 };
    });

    private static DataSet[] Results(CollectingArchive archive) =>
        [.. archive.Received.Select(r => DataSetReader.Read(r.DataSet, TransferSyntax.Find(r.Request.TransferSyntaxUid)!)).Where(d => d.GetString(Tags.SopClassUid) == Uids.SegmentationStorage)];

    private static DataSet Radiograph(int number) => SyntheticImages.Radiograph().SetString(Tags.SopInstanceUid, ResultUids.Derive("radiograph", $"{number}"));

    /// <summary>Three frames of 32x40 pixels; in the second one the left half is green.</summary>
    private static DataSet Loop()
    {
        byte[] pixels = new byte[3 * 32 * 40 * 3];
        for (int i = 0; i < 32 * 40; i++)
        {
            pixels[((32 * 40) + i) * 3 + 1] = i % 40 < 20 ? (byte)255 : (byte)0;
        }

        DataSet image = SyntheticImages.Radiograph();
        image.Remove(Tags.RescaleSlope);
        image.Remove(Tags.RescaleIntercept);
        foreach (DataElement element in MadeImage.Of(MadeImage.Format(32, 40, 8, samples: 3, frames: 3, photometric: "RGB"), pixels))
        {
            image.Set(element);
        }

        return image.SetString(Tags.SopClassUid, Uids.UltrasoundMultiFrameImageStorage).SetString(Tags.Modality, "US")
            .SetString(Tags.SopInstanceUid, ResultUids.Derive("loop", "image")).SetString(Tags.SeriesInstanceUid, ResultUids.Derive("loop", "series"));
    }
}
