using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Codecs;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Codecs;

/// <summary>What DCMTK's converters compress, we decode to the very values that they do; what we compress, they decode.</summary>
public class DcmtkCodecTests
{
    [Theory]
    [InlineData("dcmcrle", "", 8, 1)]
    [InlineData("dcmcrle", "", 12, 1)]
    [InlineData("dcmcrle", "", 16, 1)]
    [InlineData("dcmcrle", "", 8, 3)]
    [InlineData("dcmcrle", "+fs 1 -ot", 16, 1)]
    [InlineData("dcmcjpeg", "+e1", 8, 1)]
    [InlineData("dcmcjpeg", "+e1", 12, 1)]
    [InlineData("dcmcjpeg", "+e1", 16, 1)]
    [InlineData("dcmcjpeg", "+e1", 8, 3)]
    [InlineData("dcmcjpeg", "+e1 +fs 1", 16, 1)]
    [InlineData("dcmcjpeg", "+e1 +fs 1 -ot", 16, 1)]
    [InlineData("dcmcjpeg", "+el +sv 1", 16, 1)]
    [InlineData("dcmcjpeg", "+el +sv 2", 16, 1)]
    [InlineData("dcmcjpeg", "+el +sv 3", 12, 1)]
    [InlineData("dcmcjpeg", "+el +sv 4", 12, 1)]
    [InlineData("dcmcjpeg", "+el +sv 5", 12, 1)]
    [InlineData("dcmcjpeg", "+el +sv 6", 12, 1)]
    [InlineData("dcmcjpeg", "+el +sv 7", 8, 1)]
    [InlineData("dcmcjpeg", "+el +sv 7", 8, 3)]
    [InlineData("dcmcjpeg", "+el +sv 1 +pt 3 +pl", 12, 1)]
    [InlineData("dcmcjpeg", "+ee", 12, 1)]
    [InlineData("dcmcjpeg", "+ee +q 30", 12, 1)]
    [InlineData("dcmcjpeg", "+ee +bt", 16, 1)]
    [InlineData("dcmcjpeg", "+ee +fs 1 -ot", 12, 1)]
    [InlineData("dcmcjpeg", "+ee", 8, 1)]
    [InlineData("dcmcjpeg", "+eb", 8, 1)]
    [InlineData("dcmcjpeg", "+eb -ho", 8, 1)]
    [InlineData("dcmcjpeg", "+eb +q 10", 8, 1)]
    [InlineData("dcmcjpeg", "+eb", 8, 3)]
    [InlineData("dcmcjpeg", "+eb +s4", 8, 3)]
    [InlineData("dcmcjpeg", "+eb +n1", 8, 3)]
    [InlineData("dcmcjpeg", "+eb +cr", 8, 3)]
    public async Task What_dcmtk_compresses_has_the_values_that_dcmtk_decodes(string tool, string options, int bits, int samples)
    {
        using TempFolder folder = new();
        (string plain, string compressed, string decoded) = (folder.Combine("plain.dcm"), folder.Combine("compressed.dcm"), folder.Combine("decoded.dcm"));
        PixelFormat format = MadeImage.Format(37, 53, bits, samples, frames: 3, photometric: samples == 3 ? "RGB" : "MONOCHROME2");
        Part10File.Write(plain, CodecInstance.Of(format), TransferSyntax.ExplicitVrLittleEndian);
        await Dcmtk.RequireAsync(tool, [.. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), plain, compressed]);
        await Dcmtk.RequireAsync(tool == "dcmcrle" ? "dcmdrle" : "dcmdjpeg", [compressed, decoded]);

        (PixelFrames ours, PixelFrames theirs) = (Open(compressed), Open(decoded));
        Assert.Equal((3, theirs.Format.PhotometricInterpretation), (ours.Count, ours.Format.PhotometricInterpretation));
        for (int frame = 0; frame < ours.Count; frame++)
        {
            int[] expected = theirs.Values(frame);
            Assert.True(expected.Max() > expected.Min());
            Assert.Equal(expected, ours.Values(frame));
        }
    }

    [Fact]
    public async Task Lossy_samples_beyond_the_bits_stored_stay_white()
    {
        using TempFolder folder = new();
        (string plain, string compressed) = (folder.Combine("plain.dcm"), folder.Combine("compressed.dcm"));
        Part10File.Write(plain, CodecInstance.Of(MadeImage.Format(37, 53, 12)), TransferSyntax.ExplicitVrLittleEndian);
        await Dcmtk.RequireAsync("dcmcjpeg", ["+ee", plain, compressed]);
        int[] all = Open(compressed).Values(0);
        Assert.Contains(all, v => v > 1023);

        DicomFile file = Part10File.Read(compressed);
        file.DataSet.SetNumber(Tags.BitsStored, 10).SetNumber(Tags.HighBit, 9); // JPEG has 8 bits or 12, whatever is stored
        Assert.Equal(all.Select(v => Math.Min(v, 1023)), PixelFrames.Open(file.DataSet, file.TransferSyntax, FrameDecoders.Managed).Values(0));
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(16, 1)]
    [InlineData(8, 3)]
    public async Task What_we_pack_in_runs_dcmdrle_unpacks(int bits, int samples)
    {
        using TempFolder folder = new();
        (string compressed, string decoded) = (folder.Combine("compressed.dcm"), folder.Combine("decoded.dcm"));
        PixelFormat format = MadeImage.Format(37, 53, bits, samples, frames: 2, photometric: samples == 3 ? "RGB" : "MONOCHROME2");
        byte[][] cells = [MadeImage.Cells(format, 1), MadeImage.Cells(format, 2)];
        RleEncoder encoder = new();
        DataSet instance = CodecInstance.Of(format, []);
        instance.Set(EncapsulatedPixelData.Of([.. cells.Select(c => encoder.Encode(c, format))]));
        Part10File.Write(compressed, instance, encoder.TransferSyntax);
        await Dcmtk.RequireAsync("dcmdrle", [compressed, decoded]);

        PixelFrames plain = PixelFrames.Open(MadeImage.Of(format, [.. cells.SelectMany(c => c)]), TransferSyntax.ExplicitVrLittleEndian);
        PixelFrames theirs = Open(decoded);
        Assert.Equal(plain.Values(0), theirs.Values(0));
        Assert.Equal(plain.Values(1), theirs.Values(1));
    }

    private static PixelFrames Open(string path)
    {
        DicomFile file = Part10File.Read(path);
        return PixelFrames.Open(file.DataSet, file.TransferSyntax, FrameDecoders.Managed);
    }
}
