using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Encoding;

public class Part10FileTests
{
    private static readonly TransferSyntax s_explicit = TransferSyntax.ExplicitVrLittleEndian;

    private static DataSet Instance => new DataSet()
        .SetString(Tags.SopClassUid, Uids.CtImageStorage).SetString(Tags.SopInstanceUid, "1.2.3").SetString(Tags.PatientId, "P")
        .SetBytes(Tags.PixelData, Vr.OW, new byte[100_000]);

    [Fact]
    public void A_file_says_who_wrote_it_and_what_it_holds()
    {
        using MemoryStream stream = new();
        Part10File.Write(stream, Instance, s_explicit);
        byte[] bytes = stream.ToArray();
        Assert.Equal(new byte[128], bytes[..128]);

        DicomFile file = Part10File.Parse(bytes);
        Assert.Equal(s_explicit, file.TransferSyntax);
        Assert.Equal(Uids.CtImageStorage, file.Meta.GetString(Tags.MediaStorageSopClassUid));
        Assert.Equal(Implementation.ClassUid, file.Meta.GetString(Tags.ImplementationClassUid));
        stream.Position = 0;
        Part10Header header = Part10Header.Read(stream);
        Assert.Equal("1.2.3", header.MediaStorageSopInstanceUid);
        Assert.Equal(128 + 4 + 12 + file.Meta.GetInt32(Tags.FileMetaInformationGroupLength), (int)header.DataSetOffset);
        Assert.Equal(DataSetWriter.ToArray(Instance, s_explicit), bytes[(int)header.DataSetOffset..]);
    }

    [Fact]
    public void The_source_is_named_when_it_is_known()
    {
        using MemoryStream stream = new();
        stream.Write(new byte[Part10File.PreambleLength]);
        Part10File.WriteMeta(stream, Uids.CtImageStorage, "1.2.3", s_explicit.Uid, "SCANNER");
        stream.Position = 0;
        Part10Header header = Part10Header.Read(stream);
        Assert.Equal("SCANNER", header.Meta.GetString(Tags.SourceApplicationEntityTitle));
        Assert.Equal(stream.Length, header.DataSetOffset);
    }

    [Fact]
    public void A_file_without_preamble_or_without_meta_information_is_recognised()
    {
        using MemoryStream stream = new();
        Part10File.Write(stream, Instance, s_explicit);
        byte[] whole = stream.ToArray();
        foreach (byte[] bytes in (byte[][])[whole[128..], whole[132..], DataSetWriter.ToArray(Instance, s_explicit),
            DataSetWriter.ToArray(Instance, TransferSyntax.ImplicitVrLittleEndian), DataSetWriter.ToArray(Instance, TransferSyntax.ExplicitVrBigEndian)])
        {
            DicomFile file = Part10File.Parse(bytes);
            Assert.Equal("P", file.DataSet.GetString(Tags.PatientId));
            Assert.NotEmpty(file.Remarks);
        }

        Assert.Empty(Part10File.Parse(whole).Remarks);
    }

    [Theory]
    [InlineData(Uids.ExplicitVrLittleEndian)]
    [InlineData(Uids.ImplicitVrLittleEndian)]
    [InlineData(Uids.ExplicitVrBigEndian)]
    public void Without_a_transfer_syntax_the_first_element_tells_and_that_is_said(string uid)
    {
        using MemoryStream stream = new();
        stream.Write(new byte[128]);
        stream.Write("DICM"u8);
        DataSetWriter.Write(stream, new DataSet().SetString(Tags.MediaStorageSopInstanceUid, "1.2.3"), s_explicit);
        DataSetWriter.Write(stream, Instance, TransferSyntax.Find(uid)!);
        DicomFile file = Part10File.Parse(stream.ToArray());
        Assert.Equal(("P", uid), (file.DataSet.GetString(Tags.PatientId), file.TransferSyntax.Uid));
        Assert.Contains($"{TransferSyntax.Find(uid)!.Name} was concluded", Assert.Single(file.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Uids.ExplicitVrLittleEndian, Uids.ExplicitVrBigEndian)]
    [InlineData(Uids.ExplicitVrBigEndian, Uids.ImplicitVrLittleEndian)]
    [InlineData(Uids.ExplicitVrLittleEndian, Uids.DeflatedExplicitVrLittleEndian)]
    public void A_wrong_transfer_syntax_is_seen(string real, string announced)
    {
        using MemoryStream stream = new();
        stream.Write(new byte[128]);
        Part10File.WriteMeta(stream, Uids.CtImageStorage, "1.2.3", announced);
        DataSetWriter.Write(stream, Instance, TransferSyntax.Find(real)!);
        DicomFile file = Part10File.Parse(stream.ToArray());
        Assert.Equal(("P", real), (file.DataSet.GetString(Tags.PatientId), file.TransferSyntax.Uid));
        Assert.Single(file.Remarks);
    }

    [Fact]
    public void A_stray_byte_before_a_data_set_without_meta_information_is_passed_over()
    {
        DicomFile file = Part10File.Parse((byte[])[0x20, .. DataSetWriter.ToArray(Instance, s_explicit)]);
        Assert.Equal("P", file.DataSet.GetString(Tags.PatientId));
        Assert.Contains(file.Remarks, r => r.StartsWith("1 stray byte", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_cut_in_its_pixel_data_gives_the_rest_when_asked_and_names_the_byte_of_the_file()
    {
        using MemoryStream stream = new();
        Part10File.Write(stream, Instance, s_explicit);
        byte[] cut = stream.ToArray()[..^1000];
        long offset = stream.Length - 100_000 - 12;
        DicomDataException refused = Assert.Throws<DicomDataException>(() => Part10File.Parse(cut));
        Assert.Equal(($"(7FE0,0010) at byte {offset}: the stream ends after 99000 of its 100000 bytes.", offset), (refused.Message, refused.Offset));

        DicomFile part = Part10File.Parse(cut, new DataSetReadOptions { ReadPartly = true });
        Assert.Equal(("P", false, refused.Message), (part.DataSet.GetString(Tags.PatientId), part.DataSet.Contains(Tags.PixelData), part.Fault!.Message));
        Assert.Equal("P", Part10File.Parse(cut, new DataSetReadOptions { StopAtPixelData = true }).DataSet.GetString(Tags.PatientId));
    }

    [Fact]
    public void A_data_set_that_contradicts_its_meta_information_is_read_as_it_is()
    {
        using MemoryStream stream = new();
        Part10File.WriteMeta(stream, Uids.CtImageStorage, "1.2.3", s_explicit.Uid);
        DataSetWriter.Write(stream, Instance, TransferSyntax.ImplicitVrLittleEndian);
        DicomFile file = Part10File.Parse(stream.ToArray());
        Assert.Equal(("P", TransferSyntax.ImplicitVrLittleEndian), (file.DataSet.GetString(Tags.PatientId), file.TransferSyntax));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not an image at all, but long enough to look into")]
    [InlineData("DICM")]
    public void What_is_no_DICOM_file_is_refused(string text) =>
        Assert.Throws<DicomDataException>(() => Part10File.Parse(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Stopping_at_the_pixel_data_reads_a_piece_of_the_file_and_takes_little_memory()
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "a.dcm");
        Part10File.Write(path, Instance.SetBytes(Tags.PixelData, Vr.OW, new byte[512 * 1024]), s_explicit);
        DataSetReadOptions options = new() { StopAtPixelData = true };
        Part10File.Read(path, options);

        long before = GC.GetAllocatedBytesForCurrentThread();
        DicomFile file = Part10File.Read(path, options);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(("P", false), (file.DataSet.GetString(Tags.PatientId), file.DataSet.Contains(Tags.PixelData)));
        Assert.True(taken < 32 * 1024, $"{taken} bytes");
    }

    [Fact]
    public void An_instance_without_a_name_is_not_written() =>
        Assert.Throws<DicomDataException>(() => Part10File.Write(new MemoryStream(), new DataSet().SetString(Tags.PatientId, "P"), s_explicit));
}
