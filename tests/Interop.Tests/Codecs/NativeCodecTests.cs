using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Codecs;

/// <summary>What the converters of DCMTK and GDCM compress in the codecs of our workers, we decode to the very values that they do. dcmcjpls has no near-lossless codes for signed values.</summary>
public sealed class NativeCodecTests(WorkerDecoders decoders) : IClassFixture<WorkerDecoders>
{
    private const int Rows = 19, Columns = 29, Frames = 2;

    [Theory]
    [InlineData("dcmcjpls", "", "dcmdjpls", 8, 1, false)]
    [InlineData("dcmcjpls", "", "dcmdjpls", 8, 1, true)]
    [InlineData("dcmcjpls", "", "dcmdjpls", 12, 1, false)]
    [InlineData("dcmcjpls", "", "dcmdjpls", 12, 1, true)]
    [InlineData("dcmcjpls", "", "dcmdjpls", 16, 1, false)]
    [InlineData("dcmcjpls", "", "dcmdjpls", 16, 1, true)]
    [InlineData("dcmcjpls", "+pc", "dcmdjpls", 12, 1, false)]
    [InlineData("dcmcjpls", "+fs 1 -ot", "dcmdjpls", 16, 1, false)]
    [InlineData("dcmcjpls", "+en", "dcmdjpls", 8, 1, false)]
    [InlineData("dcmcjpls", "+en +md 5", "dcmdjpls", 12, 1, false)]
    [InlineData("dcmcjpls", "+en", "dcmdjpls", 16, 1, false)]
    [InlineData("dcmcjpls", "+il", "dcmdjpls", 8, 3, false)]
    [InlineData("dcmcjpls", "+is", "dcmdjpls", 8, 3, false)]
    [InlineData("dcmcjpls", "+in", "dcmdjpls", 8, 3, false)]
    [InlineData("dcmcjpls", "+en +il", "dcmdjpls", 8, 3, false)]
    [InlineData("dcmcjpls", "+en +is", "dcmdjpls", 8, 3, false)]
    [InlineData("dcmcjpls", "+en +in", "dcmdjpls", 8, 3, false)]
    [InlineData("gdcmconv", "--jpegls", "gdcmconv", 8, 1, false)]
    [InlineData("gdcmconv", "--jpegls", "gdcmconv", 12, 1, true)]
    [InlineData("gdcmconv", "--jpegls", "gdcmconv", 16, 1, false)]
    [InlineData("gdcmconv", "--jpegls", "gdcmconv", 8, 3, false)]
    [InlineData("gdcmconv", "--jpegls --lossy -e 3", "gdcmconv", 12, 1, false)]
    [InlineData("gdcmconv", "--jpegls --lossy -e 3", "gdcmconv", 12, 1, true)]
    [InlineData("gdcmconv", "--j2k", "gdcmconv", 8, 1, false)]
    [InlineData("gdcmconv", "--j2k", "gdcmconv", 8, 1, true)]
    [InlineData("gdcmconv", "--j2k", "gdcmconv", 12, 1, false)]
    [InlineData("gdcmconv", "--j2k", "gdcmconv", 12, 1, true)]
    [InlineData("gdcmconv", "--j2k", "gdcmconv", 16, 1, false)]
    [InlineData("gdcmconv", "--j2k", "gdcmconv", 16, 1, true)]
    [InlineData("gdcmconv", "--j2k -t 16,16 -n 2", "gdcmconv", 12, 1, false)]
    [InlineData("gdcmconv", "--j2k", "gdcmconv", 8, 3, false)]
    [InlineData("gdcmconv", "--j2k --lossy -r 4", "gdcmconv", 12, 1, false)]
    [InlineData("gdcmconv", "--j2k --lossy --irreversible -r 4", "gdcmconv", 8, 1, false)]
    [InlineData("gdcmconv", "--j2k --lossy --irreversible -r 4", "gdcmconv", 12, 1, false)]
    [InlineData("gdcmconv", "--j2k --lossy --irreversible -r 4", "gdcmconv", 12, 1, true)]
    [InlineData("gdcmconv", "--j2k --lossy --irreversible -r 4", "gdcmconv", 16, 1, true)]
    [InlineData("gdcmconv", "--j2k --lossy --irreversible -r 4", "gdcmconv", 8, 3, false)]
    [InlineData("dcmcjpeg", "+ep", "dcmdjpeg", 8, 1, false)]
    [InlineData("dcmcjpeg", "+ep +q 20", "dcmdjpeg", 8, 1, false)]
    [InlineData("dcmcjpeg", "+es", "dcmdjpeg", 8, 1, false)]
    [InlineData("dcmcjpeg", "+ep", "dcmdjpeg", 8, 3, false)]
    [InlineData("dcmcjpeg", "+ep +s2", "dcmdjpeg", 8, 3, false)]
    [InlineData("dcmcjpeg", "+ep +s4", "dcmdjpeg", 8, 3, false)]
    [InlineData("dcmcjpeg", "+ep +cr", "dcmdjpeg", 8, 3, false)]
    public async Task What_others_compress_has_the_values_that_they_decode(string compress, string options, string decompress, int bits, int samples, bool signed)
    {
        using TempFolder folder = new();
        (string plain, string compressed, string decoded) = (folder.Combine("plain.dcm"), folder.Combine("compressed.dcm"), folder.Combine("decoded.dcm"));
        PixelFormat format = MadeImage.Format(Rows, Columns, bits, samples, Frames, signed, samples == 3 ? "RGB" : "MONOCHROME2");
        Part10File.Write(plain, CodecInstance.Of(format), TransferSyntax.ExplicitVrLittleEndian);
        await Dcmtk.RequireAsync(compress, [.. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), plain, compressed]);
        await Dcmtk.RequireAsync(decompress, [.. decompress == "gdcmconv" ? ["--raw"] : Array.Empty<string>(), compressed, decoded]);

        (PixelFrames ours, PixelFrames theirs) = (Open(compressed), Open(decoded, isWhole: decompress == "gdcmconv"));
        Assert.Equal((Frames, theirs.Format.PhotometricInterpretation), (ours.Count, ours.Format.PhotometricInterpretation));
        for (int frame = 0; frame < Frames; frame++)
        {
            // GDCM compresses 12 bits as samples of 16, and lossy ones may end beyond the 12; ours stay within them
            int[] expected = [.. theirs.Values(frame).Select(v => (int)Math.Clamp(v, format.MinValue, format.MaxValue))];
            Assert.True(expected.Max() > expected.Min());
            Assert.Equal(expected, ours.Values(frame));
        }
    }

    /// <param name="isWhole">All bits of a cell, whatever is said to be stored.</param>
    private PixelFrames Open(string path, bool isWhole = false)
    {
        DicomFile file = Part10File.Read(path);
        if (isWhole && file.DataSet.GetInt32(Tags.BitsAllocated) is int allocated)
        {
            file.DataSet.SetNumber(Tags.BitsStored, allocated).SetNumber(Tags.HighBit, allocated - 1);
        }

        return PixelFrames.Open(file.DataSet, file.TransferSyntax, decoders.All);
    }
}
