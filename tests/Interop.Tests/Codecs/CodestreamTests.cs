using System.Globalization;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Codecs;

/// <summary>JPEG 2000 by OpenJPEG's own program and HTJ2K by OpenJPH, which has nothing in common with the library that we decode it with: bare codestreams, put into instances by our writer.</summary>
public sealed class CodestreamTests(WorkerDecoders decoders) : IClassFixture<WorkerDecoders>
{
    private const int Rows = 19, Columns = 29;
    private const int FirstSizeByte = 42; // Ssiz of the first component: SOC, then SIZ. ISO/IEC 15444-1 §A.5.1
    private const byte Signed = 0x80;

    [Theory]
    [InlineData("", 8, 1, true)]
    [InlineData("", 12, 1, false)]
    [InlineData("", 12, 1, true)]
    [InlineData("-t 16,16 -p RPCL -SOP -EPH -PLT", 12, 1, true)]
    [InlineData("-I -r 4", 12, 1, false)]
    [InlineData("-I -r 4", 12, 1, true)]
    [InlineData("-I -r 4", 16, 1, false)]
    [InlineData("-mct 1", 8, 3, false)]
    [InlineData("-mct 0", 8, 3, false)]
    [InlineData("-I -r 4 -mct 1", 8, 3, false)]
    public async Task What_opj_compress_makes_has_the_values_that_opj_decompress_reads(string options, int bits, int samples, bool signed)
    {
        using TempFolder folder = new();
        (string raw, string codestream, string decoded) = (folder.Combine("image.rawl"), folder.Combine("image.j2k"), folder.Combine("decoded.rawl"));
        bool isLossy = options.StartsWith("-I", StringComparison.Ordinal);
        PixelFormat format = Format(bits, samples, signed, isLossy && samples == 3 ? "YBR_ICT" : options == "-mct 1" ? "YBR_RCT" : "RGB");
        int[] original = Original(format);
        await File.WriteAllBytesAsync(raw, [.. Planes(original, samples).SelectMany(v => bits == 8 ? [(byte)v] : BitConverter.GetBytes((short)v))]);
        await Dcmtk.RequireAsync("opj_compress", ["-i", raw, "-o", codestream, "-n", "3", "-F", $"{Columns},{Rows},{samples},{bits},{(signed ? 's' : 'u')}", .. Words(options)]);
        await Dcmtk.RequireAsync("opj_decompress", ["-i", codestream, "-o", decoded]);

        byte[] bytes = await File.ReadAllBytesAsync(decoded);
        int[] planes = [.. Enumerable.Range(0, format.FrameLength).Select<int, int>(i => (bits, signed) switch
        {
            (8, false) => bytes[i],
            (8, true) => (sbyte)bytes[i],
            (_, false) => BitConverter.ToUInt16(bytes, 2 * i),
            (_, true) => BitConverter.ToInt16(bytes, 2 * i) << (32 - bits) >> (32 - bits), // it writes them without the sign above their bits
        })];
        int[] ours = Decode(isLossy ? Uids.Jpeg2000 : Uids.Jpeg2000Lossless, format, await File.ReadAllBytesAsync(codestream));
        Assert.Equal(planes, Planes(ours, samples));
        Assert.Equal(!isLossy, original.SequenceEqual(ours));
    }

    /// <summary>Lossless to the value. The irreversible transform is arithmetic in floating point, in which two decoders round apart: one of 4,096 levels, two of 65,536. ISO/IEC 15444-1 §F.4.8.</summary>
    [Theory]
    [InlineData(Uids.Htj2KLossless, "-reversible true", 8, 1, 0)]
    [InlineData(Uids.Htj2KLossless, "-reversible true", 12, 1, 0)]
    [InlineData(Uids.Htj2KLossless, "-reversible true", 16, 1, 0)]
    [InlineData(Uids.Htj2KLosslessRpcl, "-reversible true -prog_order RPCL -num_decomps 3", 12, 1, 0)]
    [InlineData(Uids.Htj2KLossless, "-reversible true -prog_order LRCP", 12, 1, 0)]
    [InlineData(Uids.Htj2KLossless, "-reversible true -colour_trans true", 8, 3, 0)]
    [InlineData(Uids.Htj2KLossless, "-reversible true -colour_trans false", 8, 3, 0)]
    [InlineData(Uids.Htj2K, "-qstep 0.01", 8, 1, 1)]
    [InlineData(Uids.Htj2K, "-qstep 0.001", 12, 1, 1)]
    [InlineData(Uids.Htj2K, "-qstep 0.0001", 16, 1, 2)]
    [InlineData(Uids.Htj2K, "-qstep 0.01 -colour_trans true", 8, 3, 1)]
    public async Task What_ojph_compress_makes_has_the_values_that_ojph_expand_reads(string syntax, string options, int bits, int samples, int tolerance)
    {
        using TempFolder folder = new();
        PixelFormat format = Format(bits, samples, false, options.Contains("_trans true", StringComparison.Ordinal) ? tolerance == 0 ? "YBR_RCT" : "YBR_ICT" : "RGB");
        int[] original = Original(format);
        (string codestream, string decoded) = (await CompressAsync(folder, format, original, options), folder.Combine(samples == 3 ? "decoded.ppm" : "decoded.pgm"));
        await Dcmtk.RequireAsync("ojph_expand", ["-i", codestream, "-o", decoded]);

        int[] theirs = FromPortableMap(await File.ReadAllBytesAsync(decoded), format);
        int[] ours = Decode(syntax, format, await File.ReadAllBytesAsync(codestream));
        Assert.InRange(ours.Zip(theirs, (a, b) => Math.Abs(a - b)).Max(), 0, tolerance);
        Assert.Equal(tolerance == 0, original.SequenceEqual(ours));
    }

    /// <summary>ojph_compress reads no signed samples. A component that is declared to be signed has no level shift, so the same codes are values around zero. ISO/IEC 15444-1 §G.1.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(16)]
    public async Task Signed_samples_of_high_throughput_codes_keep_their_sign(int bits)
    {
        using TempFolder folder = new();
        PixelFormat format = Format(bits, 1, false, "");
        int[] original = Original(format);
        byte[] codestream = await File.ReadAllBytesAsync(await CompressAsync(folder, format, original, "-reversible true"));
        Assert.Equal(bits - 1, codestream[FirstSizeByte]);
        codestream[FirstSizeByte] |= Signed;
        Assert.Equal(original.Select(v => v - (1 << (bits - 1))), Decode(Uids.Htj2KLossless, format with { IsSigned = true }, codestream));
    }

    private static async Task<string> CompressAsync(TempFolder folder, PixelFormat format, int[] values, string options)
    {
        (string image, string codestream) = (folder.Combine(format.SamplesPerPixel == 3 ? "image.ppm" : "image.pgm"), folder.Combine("image.j2c"));
        byte[] header = [.. string.Create(CultureInfo.InvariantCulture, $"P{(format.SamplesPerPixel == 3 ? 6 : 5)}\n{Columns} {Rows}\n{format.MaxValue}\n").Select(c => (byte)c)];
        await File.WriteAllBytesAsync(image, [.. header, .. values.SelectMany(v => format.BitsAllocated == 8 ? [(byte)v] : new[] { (byte)(v >> 8), (byte)v })]);
        await Dcmtk.RequireAsync("ojph_compress", ["-i", image, "-o", codestream, .. Words(options)]);
        return codestream;
    }

    /// <summary>The header is as long as it likes to be; the samples, the higher byte first, are the end of the file.</summary>
    private static int[] FromPortableMap(byte[] file, PixelFormat format)
    {
        int size = format.BitsAllocated / 8;
        byte[] samples = file[^(format.FrameLength * size)..];
        return [.. Enumerable.Range(0, format.FrameLength).Select(i => size == 1 ? samples[i] : (samples[2 * i] << 8) | samples[(2 * i) + 1])];
    }

    private int[] Decode(string syntax, PixelFormat format, byte[] codestream)
    {
        using TempFolder folder = new();
        Part10File.Write(folder.Combine("image.dcm"), CodecInstance.Of(format, []).Set(EncapsulatedPixelData.Of([codestream])), TransferSyntax.Find(syntax)!);
        DicomFile file = Part10File.Read(folder.Combine("image.dcm"));
        PixelFrames frames = PixelFrames.Open(file.DataSet, file.TransferSyntax, decoders.All);
        Assert.Equal(format.SamplesPerPixel == 3 ? "RGB" : "MONOCHROME2", frames.Format.PhotometricInterpretation);
        return frames.Values(0);
    }

    private static PixelFormat Format(int bits, int samples, bool signed, string colours) =>
        MadeImage.Format(Rows, Columns, bits, samples, signed: signed, photometric: samples == 3 ? colours : "MONOCHROME2");

    private static int[] Original(PixelFormat format) => PixelFrames.Open(CodecInstance.Of(format), TransferSyntax.ExplicitVrLittleEndian).Values(0);

    /// <summary>All of the first sample, then all of the second.</summary>
    private static int[] Planes(int[] values, int samples) => [.. Enumerable.Range(0, samples).SelectMany(s => values.Where((_, i) => i % samples == s))];

    private static string[] Words(string options) => options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
