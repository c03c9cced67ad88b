using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using DicomNode.Dicom.Data;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Volumes;

/// <summary>The traps of real series, and volumes equal to another reader's bit for bit.</summary>
public class SharedSeriesTests
{
    [SharedTheory(Needs = "data")]
    [InlineData("ct-abdomen-pelvis-gepet", StackReason.None, "512x512x99 voxels of 0.977 x 0.977 x 4.25 mm")]
    [InlineData("sts003-ct-mr-pet-rtstruct/dicom/STS_003/CT/image", StackReason.None, "154x158x51")]
    [InlineData("mr-t1-hfs", StackReason.None, "256x256x35 voxels of 1.016 x 1.016 x 4.8 mm")]
    [InlineData("ct-tilt-variable-ge", StackReason.GantryTilt, "tilted by 18.5 degrees")]
    [InlineData("mr-4d-fmri-ge", StackReason.DuplicatePositions, "150 images lie at 15 positions, up to 10 at one: a 4-D series of 10 temporal positions")]
    [InlineData("ct-exam-summary-philips", StackReason.SecondaryCapture, "6 secondary captures, 1 localizer")]
    [InlineData("enh-mr-siemens-xa10", StackReason.DuplicatePositions, "24 images lie at 6 positions, up to 4 at one: several temporal positions")]
    [InlineData("mr-jpegll-fragments", StackReason.NoDecoder, "1.2.840.10008.1.2.4.70")]
    public void A_real_series_is_taken_or_refused_for_the_right_reason(string folder, StackReason reason, string says)
    {
        StackVerdict verdict = SliceStack.Examine([.. Files(folder).SelectMany(SeriesVolumeBuilder.ReadFacts)]);

        Assert.True(reason == verdict.Reason, $"{verdict.Reason}: {verdict.Sentence}");
        Assert.Contains(says, verdict.Sentence, StringComparison.Ordinal);
    }

    [SharedTheory(Needs = "data/dicom2nifti-failing-a")]
    [InlineData("gantrytilting", StackReason.GantryTilt)]
    [InlineData("sliceincrement", StackReason.Gap)]
    [InlineData("sliceorientation", StackReason.MixedOrientations)]
    public void Series_made_to_fail_are_refused_for_their_own_reason(string name, StackReason reason)
    {
        string folder = SharedData.Require("data/dicom2nifti-failing-a/" + name);

        StackVerdict verdict = SliceStack.Examine([.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).SelectMany(SeriesVolumeBuilder.ReadFacts)]);

        Assert.True(reason == verdict.Reason, $"{verdict.Reason}: {verdict.Sentence}");
    }

    [SharedTheory(Needs = "golden")]
    [InlineData("monai-spleen-ct-abdomen", "data/ct-abdomen-pelvis-gepet")]
    [InlineData("monai-gaussian-ct-sts003", "data/sts003-ct-mr-pet-rtstruct/dicom/STS_003/CT/image")]
    [InlineData("monai-keep-fill-mr-sagittal", "data/mr-t1-hfs")]
    public void The_volume_is_bit_for_bit_that_of_an_independent_reader(string golden, string folder)
    {
        using JsonDocument stats = JsonDocument.Parse(File.ReadAllText(SharedData.Require($"golden/{golden}/stats.json")));
        string expected = stats.RootElement.GetProperty("series").GetProperty("sha256_f32_sliceRowCol").GetString()!;
        string[] files = Directory.GetFiles(SharedData.Require(folder));
        StackVerdict verdict = SliceStack.Examine([.. files.SelectMany(SeriesVolumeBuilder.ReadFacts)]);

        Volume<float> volume = SeriesVolumeBuilder.Build(files, verdict, CancellationToken.None);

        Assert.Equal(expected, Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(volume.Values.Span))));
    }

    private static IEnumerable<string> Files(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(SharedData.Require("data/" + folder), "*", SearchOption.AllDirectories))
        {
            bool isDicom = true;
            try
            {
                SeriesVolumeBuilder.ReadFacts(file);
            }
            catch (DicomDataException)
            {
                isDicom = false; // licence texts lie among the images
            }

            if (isDicom)
            {
                yield return file;
            }
        }
    }
}
