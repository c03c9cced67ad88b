using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using Xunit;

namespace DicomNode.Dicom.Tests.Encoding;

public class DataSetReaderTests
{
    private static readonly TransferSyntax s_implicit = TransferSyntax.ImplicitVrLittleEndian, s_explicit = TransferSyntax.ExplicitVrLittleEndian;

    /// <summary>Header bytes of items and delimiters, little endian, group FFFE first.</summary>
    private const string Item = "FEFF00E0FFFFFFFF", ItemEnd = "FEFF0DE000000000", SequenceEnd = "FEFFDDE000000000";

    [Theory]
    [InlineData("08001800 5549 0400 312E3200", "1.2")] // explicit, short form
    [InlineData("08001800 554E 0000 04000000 312E3200", "1.2")] // UN
    [InlineData("08001800 5A5A 0000 04000000 312E3200", "1.2")] // a VR of a later standard: long form
    [InlineData("08001800 5A5A 0400 312E3200", "1.2")] // the same, written in the short form
    [InlineData("08001800 04000000 312E3200", "1.2")] // no VR at all
    [InlineData("08001800 3F3F 0400 312E3200", "1.2")] // question marks for a VR
    [InlineData("08001800 5549 0300 312E32", "1.2")] // odd length
    [InlineData("08000000 554C 0400 FFFF0000 08001800 5549 0400 312E3200", "1.2")] // a group length that lies
    public void Headers_of_every_kind_lead_to_the_value(string hex, string expected) =>
        Assert.Equal(expected, Read(hex, s_explicit).GetString(Tags.SopInstanceUid));

    [Fact]
    public void A_sequence_of_UN_and_undefined_length_holds_implicit_items_and_is_written_back_so()
    {
        string hex = "09001010 554E 0000 FFFFFFFF" + Item + "08001800 04000000 312E3200" + ItemEnd + SequenceEnd;
        DataSet read = Read(hex, s_explicit);
        SequenceElement sequence = Assert.IsType<SequenceElement>(read[new Tag(0x0009, 0x1010)]);
        Assert.True(sequence.IsEncodedAsUnknown);
        Assert.Equal("1.2", sequence.Items.Single().GetString(Tags.SopInstanceUid));
        Assert.Equal(Bytes(hex), DataSetWriter.ToArray(read, s_explicit));
    }

    [Fact]
    public void A_forgotten_item_delimiter_is_forgiven()
    {
        DataSet read = Read("08004011 5351 0000 FFFFFFFF" + Item + "08005511 5549 0400 312E3200" + SequenceEnd + "10002000 4C4F 0200 3131", s_explicit);
        Assert.Equal("1.2", read.GetItems(Tags.ReferencedImageSequence).Single().GetString(Tags.ReferencedSopInstanceUid));
        Assert.Equal("11", read.GetString(Tags.PatientId));
    }

    [Theory]
    [InlineData("08001800 5549 0800 312E", "(0008,0018)")] // cut in a value
    [InlineData("08001800 5549", "(0008,0018)")] // cut in a header
    [InlineData("08004011 5351 0000 FFFFFFFF FEFF00E0 FFFFFFFF 08005511 5549 0400 312E", "(0008,1140)[1].(0008,1155)")]
    [InlineData("08004011 5351 0000 10000000 FEFF00E0 FFFFFFF0 08005511 5549 0000", "(0008,1140)[1]")] // an item longer than its sequence
    [InlineData("08004011 5351 0000 08000000 08005511 5549 0000", "(0008,1140)[1]")] // an element where an item belongs
    [InlineData("FEFF00E0 00000000", "(FFFE,E000)")] // an item outside of a sequence
    [InlineData("08001800 5549 0000 FEFFDDE0 00000000", "(FFFE,E0DD)")]
    [InlineData("E07F1000 4F42 0000 FFFFFFFF FEFF00E0 FEFFFFFF 0000", "(7FE0,0010)")] // a fragment of 4 GiB
    public void A_broken_stream_names_the_element_and_the_byte(string hex, string path)
    {
        DicomDataException exception = Assert.Throws<DicomDataException>(() => Read(hex, s_explicit));
        Assert.StartsWith($"{path} at byte ", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.Offset);
    }

    [Fact]
    public void Nesting_ends_at_256_and_no_stack_is_used()
    {
        string opening = "08004011 FFFFFFFF" + Item;
        string closing = ItemEnd + SequenceEnd;
        DataSet deepest = Read(string.Concat(Enumerable.Repeat(opening, 256)) + string.Concat(Enumerable.Repeat(closing, 256)), s_implicit);
        Assert.Equal(256 * 32, DataSetWriter.ToArray(deepest, s_implicit).Length);

        DicomDataException exception = Assert.Throws<DicomDataException>(() => Read(string.Concat(Enumerable.Repeat(opening, 100_000)), s_implicit));
        Assert.Contains("256", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "US", 40000)]
    [InlineData(1, "SS", -25536)]
    public void Implicit_values_are_signed_where_the_pixels_are(int pixelRepresentation, string vr, int value)
    {
        DataSet read = Read($"28000301 02000000 0{pixelRepresentation}00 28002001 02000000 409C", s_implicit);
        Assert.Equal(vr, read[Tags.PixelPaddingValue]!.Vr.ToString());
        Assert.Equal(value, read.GetInt32(Tags.PixelPaddingValue));
    }

    [Fact]
    public void An_item_inherits_sign_and_character_set_from_around_it()
    {
        DataSet read = Read("08000500 0A000000 49534F5F495220313932 28000301 02000000 0100 28000030 FFFFFFFF" + Item
            + "28000230 06000000 000100001000 28000330 02000000 C3A9" + ItemEnd + SequenceEnd, s_implicit);
        DataSet item = read.GetItems(Tags.ModalityLutSequence).Single();
        Assert.Equal(Vr.SS, item[Tags.LutDescriptor]!.Vr);
        Assert.Equal("é", item.GetString(Tags.LutExplanation));
    }

    [Fact]
    public void Implicit_pixel_data_and_tables_are_words()
    {
        DataSet read = Read("28000630 02000000 0100 E07F1000 02000000 0100", s_implicit);
        Assert.All(read, e => Assert.Equal(Vr.OW, e.Vr));
    }

    [Fact]
    public void Values_are_slices_of_the_stream()
    {
        byte[] bytes = Bytes("10002000 4C4F 0200 3131");
        DataSet read = DataSetReader.Read(bytes, s_explicit);
        bytes[^1] = (byte)'2';
        Assert.Equal("12", read.GetString(Tags.PatientId));
    }

    [Theory]
    [InlineData(Uids.ImplicitVrLittleEndian)]
    [InlineData(Uids.ExplicitVrLittleEndian)]
    [InlineData(Uids.ExplicitVrBigEndian)]
    [InlineData(Uids.DeflatedExplicitVrLittleEndian)]
    public void Every_kind_of_value_survives_every_native_transfer_syntax(string uid)
    {
        TransferSyntax syntax = TransferSyntax.Find(uid)!;
        DataSet dataSet = new DataSet()
            .SetString(Tags.PatientId, "odd").SetString(Tags.ImagePositionPatient, "1.5", "-2", "3").SetNumber(Tags.Rows, 513).SetNumber(Tags.SmallestImagePixelValue, 7)
            .SetNumber(Tags.FrameIncrementPointer, Tags.FrameTime.Value).SetNumber(Tags.ReferencePixelX0, -70000).SetNumber(Tags.RecommendedDisplayFrameRateInFloat, 12.5)
            .SetNumber(Tags.RealWorldValueSlope, Math.PI).SetBytes(Tags.PixelData, Vr.OW, new byte[] { 1, 2, 3, 4 })
            .SetItems(Tags.ReferencedImageSequence, new DataSet().SetString(Tags.ReferencedSopInstanceUid, "1.2.3"), new DataSet());
        byte[] written = DataSetWriter.ToArray(dataSet, syntax);
        DataSet read = DataSetReader.Read(written, syntax);

        Assert.Equal(DataSetWriter.ToArray(dataSet, s_explicit), DataSetWriter.ToArray(read, s_explicit));
        Assert.Equal(0, written.Length % 2);
    }

    [Fact]
    public void A_text_too_long_for_its_VR_is_written_as_UN()
    {
        DataSet dataSet = new DataSet().SetString(Tags.ImageComments, new string('x', 70_000));
        DataSet read = DataSetReader.Read(DataSetWriter.ToArray(dataSet, s_explicit), s_explicit);
        Assert.Equal((Vr.UN, 70_000), (read[Tags.ImageComments]!.Vr, read.GetBytes(Tags.ImageComments).Length));
    }

    [Fact]
    public void Fragments_have_no_form_in_implicit_VR() => Assert.Throws<DicomDataException>(() =>
        DataSetWriter.ToArray(new DataSet().Set(new FragmentsElement(Tags.PixelData, Vr.OB, [])), s_implicit));

    [Fact]
    public void A_deflated_stream_that_grows_without_end_is_stopped()
    {
        byte[] bomb = DataSetWriter.ToArray(new DataSet().SetBytes(Tags.PixelData, Vr.OB, new byte[1 << 20]), TransferSyntax.DeflatedExplicitVrLittleEndian);
        Assert.True(bomb.Length < 20_000);
        Assert.Throws<DicomDataException>(() => DataSetReader.Read(bomb, TransferSyntax.DeflatedExplicitVrLittleEndian, new DataSetReadOptions { MaxInflatedLength = 1 << 19 }));
        Assert.Throws<DicomDataException>(() => DataSetReader.Read(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }, TransferSyntax.DeflatedExplicitVrLittleEndian));
    }

    private static DataSet Read(string hex, TransferSyntax transferSyntax) => DataSetReader.Read(Bytes(hex), transferSyntax);

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
