using System.Text.Json;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Testing;
using Xunit;
using Xunit.Abstractions;

namespace DicomNode.Dicom.Tests.Pixels;

/// <summary>Our stored values beside those that pydicom and GDCM saw, for every file of the shared data.</summary>
public class PixelTruthTests(ITestOutputHelper output)
{
    private static readonly FrameDecoders s_decoders = FrameDecoders.Managed;

    [SharedFact(Needs = "data/truth.json")]
    public void Every_image_has_the_pixels_that_other_readers_see_or_is_refused_by_the_name_of_its_transfer_syntax()
    {
        (int right, int refused, List<string> wrong) = (0, 0, []);
        foreach ((string path, JsonElement facts) in Truth.Entries())
        {
            if (facts.Text("pix") is not string expected)
            {
                continue;
            }

            DicomFile file = Part10File.Read(path);
            bool isDecodable = !file.TransferSyntax.IsEncapsulated || s_decoders.CanDecode(file.TransferSyntax);
            try
            {
                string hash = PixelHash.Of(PixelFrames.Open(file.DataSet, file.TransferSyntax, s_decoders));
                if (hash == expected)
                {
                    right++;
                }
                else
                {
                    wrong.Add($"{path}: {hash} instead of {expected}");
                }
            }
            catch (DicomDataException e) when (!isDecodable && e.Message.Contains(file.TransferSyntax.Uid, StringComparison.Ordinal))
            {
                refused++;
            }
            catch (DicomDataException e)
            {
                wrong.Add($"{path}: {e.Message}");
            }
        }

        output.WriteLine($"{right} right, {refused} refused by name, {wrong.Count} wrong");
        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
        Assert.True(right >= 587, $"{right} of 600");
    }
}
