using DicomNode.Cli;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Json;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Cli;

public sealed class DumpCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static DataSet Instance => new DataSet()
        .SetString(Tags.SopClassUid, Uids.CtImageStorage).SetString(Tags.SopInstanceUid, "1.2.3").SetString(Tags.PatientName, "A^B")
        .SetBytes(Tags.PatientComments, Vr.LT, "a\u001B[31m"u8.ToArray())
        .SetItems(Tags.ReferencedSeriesSequence, new DataSet().SetString(Tags.SeriesInstanceUid, "1.2.3.4"))
        .SetBytes(Tags.PixelData, Vr.OW, new byte[4000]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Text_shows_tag_VR_length_value_and_keyword_and_steers_no_terminal()
    {
        Part10File.Write(_folder.Combine("a.dcm"), Instance, TransferSyntax.ExplicitVrLittleEndian);
        (int code, string output, string error) = await DumpAsync("a.dcm");
        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.Matches(@"(?m)^\(0010,0010\) PN +4  \[A\^B\] +PatientName$", output);
        Assert.Matches(@"(?m)^\(0008,0016\) UI +26  \[1\.2\.840\.10008\.5\.1\.4\.1\.1\.2 = CT Image Storage\] +SOPClassUID$", output);
        Assert.Matches(@"(?m)^    \(0020,000E\) UI +8  \[1\.2\.3\.4\] +SeriesInstanceUID$", output);
        Assert.Contains("a<1B>[31m", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001B', output);
        Assert.Contains("Explicit VR Little Endian", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_shown_up_to_the_damage_which_is_named()
    {
        using MemoryStream stream = new();
        Part10File.Write(stream, Instance, TransferSyntax.ExplicitVrLittleEndian);
        await File.WriteAllBytesAsync(_folder.Combine("cut.dcm"), stream.ToArray()[..^100]);
        (int code, string output, string error) = await DumpAsync("cut.dcm");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("[A^B]", output, StringComparison.Ordinal);
        Assert.Contains("(7FE0,0010) at byte", error, StringComparison.Ordinal);
        Assert.Contains("3900 of its 4000 bytes", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_can_be_read_back()
    {
        Part10File.Write(_folder.Combine("a.dcm"), Instance, TransferSyntax.ImplicitVrLittleEndian);
        (int code, string output, _) = await DumpAsync("a.dcm", "--json");
        DataSet back = DicomJsonReader.Read(System.Text.Encoding.UTF8.GetBytes(output));
        Assert.Equal((ExitCode.Done, "A^B", 4000), (code, back.GetString(Tags.PatientName), back.GetBytes(Tags.PixelData).Length));
    }

    [Fact]
    public async Task No_bytes_whatever_bring_the_program_down()
    {
        using MemoryStream stream = new();
        Part10File.Write(stream, Instance, TransferSyntax.ExplicitVrLittleEndian);
        Random random = new(5);
        for (int i = 0; i < 100; i++)
        {
            byte[] bytes = stream.ToArray();
            for (int k = 0; k < 20; k++)
            {
                bytes[random.Next(128, 700)] = (byte)random.Next(256);
            }

            await File.WriteAllBytesAsync(_folder.Combine("bad.dcm"), bytes);
            (int code, _, string error) = await DumpAsync("bad.dcm", i % 2 == 0 ? [] : ["--json"]);
            Assert.InRange(code, ExitCode.Done, ExitCode.Failed);
            Assert.DoesNotContain("fault of the program", error, StringComparison.Ordinal);
        }
    }

    private async Task<(int Code, string Output, string Error)> DumpAsync(string file, params string[] options)
    {
        using StringWriter output = new(), error = new();
        int code = await CommandLine.RunAsync(["dump", _folder.Combine(file), .. options], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
