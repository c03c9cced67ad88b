using System.Text.Json;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Tests;
using DicomNode.Dicom.Tests.Pixels;
using DicomNode.Testing;
using Xunit;
using Xunit.Abstractions;

namespace DicomNode.Tests.Decoding;

/// <summary>Every compressed image of the shared data through all decoders of this machine.</summary>
public class SharedPixelsTests(Workers workers, ITestOutputHelper output) : IClassFixture<Workers>
{
    private readonly FrameDecoders _decoders = FrameDecoders.Managed.With(workers.Decoder);

    [SharedFact(Needs = "data/truth.json")]
    public void Every_compressed_image_has_the_pixels_that_other_readers_see()
    {
        Dictionary<string, int> right = [];
        List<string> wrong = [];
        foreach ((string path, JsonElement facts) in Truth.Entries())
        {
            if (facts.Text("pix") is not string expected || Part10File.Read(path) is not { TransferSyntax.IsEncapsulated: true } file)
            {
                continue;
            }

            string syntax = file.TransferSyntax.ToString();
            try
            {
                string hash = PixelHash.Of(PixelFrames.Open(file.DataSet, file.TransferSyntax, _decoders));
                if (hash == expected)
                {
                    right[syntax] = right.GetValueOrDefault(syntax) + 1;
                }
                else
                {
                    wrong.Add($"{path}: {hash} instead of {expected}");
                }
            }
            catch (DicomDataException e)
            {
                wrong.Add($"{path}: {e.Message}");
            }
        }

        output.WriteLine(string.Join('\n', right.Select(r => $"{r.Value} right in {r.Key}")));
        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
        Assert.True(right.Values.Sum() > 80);
    }

    [SharedFact(Needs = "data/htj2k-a")]
    public void A_high_throughput_colour_image_is_decoded()
    {
        DicomFile file = Part10File.Read(Directory.GetFiles(SharedData.Require("data/htj2k-a"), "*.dcm", SearchOption.AllDirectories).Single());
        PixelFrames frames = PixelFrames.Open(file.DataSet, file.TransferSyntax, _decoders);
        Assert.Equal("RGB", frames.Format.PhotometricInterpretation);
        Assert.Equal("9d87240604f5d7522c6a8056ace6cefc", PixelHash.Of(frames)); // what OpenJPH's ojph_expand makes of the codestream
    }
}
