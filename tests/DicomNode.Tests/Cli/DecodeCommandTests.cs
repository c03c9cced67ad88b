using System.Text;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Codecs;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Cli;

public class DecodeCommandTests
{
    private static readonly PixelFormat s_format = MadeImage.Format(5, 7, 12, frames: 3, signed: true);
    private static readonly byte[][] s_cells = [.. Enumerable.Range(1, 3).Select(seed => MadeImage.Cells(s_format, seed))];

    [Fact]
    public async Task Raw_and_npy_hold_the_stored_values_of_all_frames_or_of_one()
    {
        using TempFolder folder = new();
        string image = Write(folder, TransferSyntax.Find(Uids.RleLossless)!);
        byte[] all = Stored([.. s_cells.SelectMany(c => c)]), second = Stored(s_cells[1]);

        CommandRun raw = await CommandRun.OfAsync("decode", image, "--out", folder.Combine("a.raw"));
        Assert.Equal((0, ""), (raw.ExitCode, raw.Error));
        Assert.Contains("3 of 3 frames, 5 rows, 7 columns, 1 samples, int16, MONOCHROME2", raw.Output, StringComparison.Ordinal);
        Assert.Equal(all, await File.ReadAllBytesAsync(folder.Combine("a.raw")));

        await CommandRun.OfAsync("decode", image, "--out", folder.Combine("b.raw"), "--frame", "2");
        Assert.Equal(second, await File.ReadAllBytesAsync(folder.Combine("b.raw")));

        await CommandRun.OfAsync("decode", image, "--out", folder.Combine("c.npy"));
        byte[] npy = await File.ReadAllBytesAsync(folder.Combine("c.npy"));
        Assert.Equal(0, (npy.Length - all.Length) % 64);
        Assert.StartsWith("{'descr': '<i2', 'fortran_order': False, 'shape': (3, 5, 7), }", Encoding.ASCII.GetString(npy, 10, npy.Length - all.Length - 10), StringComparison.Ordinal);
        Assert.Equal(all, npy[^all.Length..]);
    }

    [Fact]
    public async Task Png_is_a_picture_of_the_size_of_the_image()
    {
        using TempFolder folder = new();
        CommandRun png = await CommandRun.OfAsync("decode", Write(folder, TransferSyntax.ExplicitVrLittleEndian), "--out", folder.Combine("a.png"), "--frame", "3");
        Assert.Equal((0, ""), (png.ExitCode, png.Error));
        byte[] bytes = await File.ReadAllBytesAsync(folder.Combine("a.png"));
        Assert.Equal([0, 0, 0, 7, 0, 0, 0, 5, 8, 0], bytes[16..26]); // IHDR: width, height, 8 bits, gray
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_wrong_usage_and_what_cannot_be_decoded_is_named_and_leaves_no_file()
    {
        using TempFolder folder = new();
        string image = Write(folder, TransferSyntax.ExplicitVrLittleEndian);
        await Ends(2, ".jpg", image, "--out", folder.Combine("a.jpg"));
        await Ends(2, "from 1 to 3", image, "--out", folder.Combine("a.raw"), "--frame", "4");
        await Ends(2, "does not exist", folder.Combine("none.dcm"), "--out", folder.Combine("a.raw"));

        DataSet damaged = MadeImage.Of(s_format, new FragmentsElement(Tags.PixelData, Vr.OB, [.. s_cells.Select(_ => (ReadOnlyMemory<byte>)new byte[64])]));
        Part10File.Write(image, Identified(damaged), TransferSyntax.Find(Uids.RleLossless)!);
        await Ends(1, "0 segments", image, "--out", folder.Combine("a.raw"));
        Assert.Equal([image], Directory.GetFiles(folder.Path));

        static async Task Ends(int exitCode, string why, params string[] arguments)
        {
            CommandRun run = await CommandRun.OfAsync(["decode", .. arguments]);
            Assert.Equal(exitCode, run.ExitCode);
            Assert.Contains(why, run.Error, StringComparison.Ordinal);
        }
    }

    private static string Write(TempFolder folder, TransferSyntax transferSyntax)
    {
        string path = folder.Combine("image.dcm");
        RleEncoder encoder = new();
        DataSet image = transferSyntax.IsEncapsulated
            ? MadeImage.Of(s_format, EncapsulatedPixelData.Of([.. s_cells.Select(c => encoder.Encode(c, s_format))]))
            : MadeImage.Of(s_format, [.. s_cells.SelectMany(c => c)]);
        Part10File.Write(path, Identified(image), transferSyntax);
        return path;
    }

    private static DataSet Identified(DataSet image) => image.SetString(Tags.SopClassUid, Uids.SecondaryCaptureImageStorage).SetString(Tags.SopInstanceUid, "1.2.3.4");

    /// <summary>Twelve bits, signed, in words of sixteen: the sign is extended.</summary>
    private static byte[] Stored(byte[] cells) => [.. cells.Select((b, i) => i % 2 == 1 && (b & 0x08) != 0 ? (byte)(b | 0xF0) : b)];
}
