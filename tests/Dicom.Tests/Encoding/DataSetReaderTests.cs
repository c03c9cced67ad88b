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

    [Theory]
    [InlineData("08001800 5A5A 0000 08002000 4441 0000")] // a VR that nobody knows, with an empty value in the short form: the next header shows it
    [InlineData("08001800 5A5A 0000")] // the same at the very end
    [InlineData("08001800 3F3F 0000 0800 2000 4441 0000")] // question marks before an empty value
    [InlineData("08001800 2020 0000 0800 2000 4441 0000")] // two blanks
    [InlineData("08001800 0000 0000 0800 2000 4441 0000")] // no VR and no value
    public void Empty_values_behind_a_broken_VR_do_not_swallow_what_follows(string hex)
    {
        DataSet read = Read(hex, s_explicit);
        Assert.Null(read.GetString(Tags.SopInstanceUid));
        Assert.Equal(hex.Length > 25 ? 2 : 1, read.Count);
        Assert.Equal(Bytes(hex), DataSetWriter.ToArray(read, s_explicit));
    }

    [Theory]
    [InlineData("28001000 554E 0000 02000000 0102", "US", "UN")] // a number that somebody passed on as UN
    [InlineData("28001000 3F3F 0200 0102", "US", "??")]
    [InlineData("28001000 02000000 0102", "US", null)] // implicit VR in between
    [InlineData("28001000 5553 0200 0102", "US", null)]
    public void Values_are_understood_by_the_dictionary_where_the_stream_does_not_say_more(string hex, string vr, string? streamVr)
    {
        DataSet read = Read(hex, s_explicit);
        Assert.Equal((vr, streamVr, 0x201), (read[Tags.Rows]!.Vr.ToString(), read[Tags.Rows]!.StreamVr, read.GetInt32(Tags.Rows)));
        Assert.Equal(Bytes(hex), DataSetWriter.ToArray(read, s_explicit));
        Assert.Equal(Bytes("28001000 02000000 0102"), DataSetWriter.ToArray(read, s_implicit));
    }

    [Fact]
    public void Private_elements_keep_UN_and_unknown_codes_and_creators_are_text()
    {
        string hex = "09001000 554E 0000 04000000 41434D45" + "09000110 5A5A 0000 04000000 01020304" + "09000210 554E 0000 02000000 0506";
        DataSet read = Read(hex, s_explicit);
        Assert.Equal("ACME", read.GetString(new Tag(0x0009, 0x0010)));
        Assert.Equal(["LO UN", "UN ZZ", "UN "], read.Select(e => $"{e.Vr} {e.StreamVr}"));
        Assert.Equal(Bytes(hex), DataSetWriter.ToArray(read, s_explicit));
    }

    [Fact]
    public void A_length_of_four_blanks_is_a_length_and_refused_where_the_bytes_are_not_there()
    {
        DicomDataException exception = Assert.Throws<DicomDataException>(() => Read("08001800 20202020 312E3200", s_explicit));
        Assert.Equal("(0008,0018) at byte 0: the stream ends after 4 of its 8224 bytes.", exception.Message);
        Assert.Throws<DicomDataException>(() => Read("08001800 20202020 312E3200", s_implicit));
    }

    [Fact]
    public void Sequences_of_UN_and_known_length_are_items_where_the_dictionary_has_them_so()
    {
        string item = "08005511 04000000 312E3200", hex = "08004011 554E 0000 14000000 FEFF00E0 0C000000" + item;
        DataSet read = Read(hex, s_explicit);
        Assert.Equal("1.2", read.GetItems(Tags.ReferencedImageSequence).Single().GetString(Tags.ReferencedSopInstanceUid));
        Assert.Equal(Bytes(hex), DataSetWriter.ToArray(read, s_explicit));

        string noItems = "08004011 554E 0000 08000000 0102030405060708 10002000 4C4F 0200 3131";
        DataSet other = Read(noItems, s_explicit);
        Assert.Equal(Vr.UN, other[Tags.ReferencedImageSequence]!.Vr);
        Assert.Equal("11", other.GetString(Tags.PatientId));
        Assert.Equal(Bytes(noItems), DataSetWriter.ToArray(other, s_explicit));
    }

    [Fact]
    public void What_is_out_of_order_or_twice_is_found_sorted_and_the_first_counts_and_is_written_as_it_came_until_it_is_changed()
    {
        string one = "10002000 4C4F 0200 3131", two = "08001800 5549 0400 312E3200", again = "10002000 4C4F 0200 3232";
        DataSet read = Read(one + two + again, s_explicit);
        Assert.Equal([Tags.SopInstanceUid, Tags.PatientId], read.Select(e => e.Tag));
        Assert.Equal(("11", false), (read.GetString(Tags.PatientId), read.IsInOrder));
        Assert.Equal(Bytes(one + two + again), DataSetWriter.ToArray(read, s_explicit));

        read.SetString(Tags.Modality, "CT");
        Assert.Equal(Bytes(two + "08006000 4353 0200 4354" + one), DataSetWriter.ToArray(read, s_explicit));
    }

    [Fact]
    public void Elements_in_reverse_order_cost_no_more_than_others()
    {
        byte[] bytes = [.. Enumerable.Range(0, 500_000).Reverse().SelectMany(i => (byte[])[9, 0, (byte)i, (byte)(i >> 8), 0, 0, 0, 0])];
        Assert.Equal(65536, DataSetReader.Read(bytes, s_implicit).Count); // a list that is sorted at every step takes minutes
    }

    [Theory]
    [InlineData("000000000000000000000000")] // a block filled up
    [InlineData("0000")]
    [InlineData("0D0A")]
    public void Padding_behind_the_last_element_is_kept_apart(string padding)
    {
        string hex = "10002000 4C4F 0200 3131" + padding;
        DataSet read = Read(hex, s_explicit);
        Assert.Equal((1, padding), (read.Count, Convert.ToHexString(read.TrailingBytes.Span)));
        Assert.Equal(Bytes(hex), DataSetWriter.ToArray(read, s_explicit));
    }

    [Theory]
    [InlineData("FEFFDDE000000000")] // the delimiter of a sequence that was none
    [InlineData("08001800 5549 0400 312E3300")] // a part of another data set
    [InlineData("3C2F")]
    public void Behind_the_pixel_data_nothing_that_cannot_follow_is_looked_at(string more)
    {
        string hex = "E07F1000 4F57 0000 02000000 0100" + more;
        DataSet read = Read(hex, s_explicit);
        Assert.Equal(Tags.PixelData, Assert.Single(read).Tag);
        Assert.Equal(Bytes(hex), DataSetWriter.ToArray(read, s_explicit));
        Assert.Equal(2, Read("E07F1000 4F57 0000 02000000 0100 FCFFFCFF 4F42 0000 02000000 0000", s_explicit).Count);
    }

    [Fact]
    public void A_hole_of_zeros_in_a_stream_is_no_padding() => Assert.StartsWith(
        "(0000,0000) at byte 10: bytes of zero", Assert.Throws<DicomDataException>(() => Read("10002000 4C4F 0200 3131 0000000000000000 10003000 4441 0000", s_explicit)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_delimiter_behind_a_sequence_that_has_a_length_is_forgiven()
    {
        string hex = "08004011 5351 0000 00000000" + SequenceEnd + "10002000 4C4F 0200 3131";
        DataSet read = Read(hex, s_explicit);
        Assert.Empty(read.GetItems(Tags.ReferencedImageSequence));
        Assert.Equal("11", read.GetString(Tags.PatientId));
        Assert.Equal(Bytes(hex), DataSetWriter.ToArray(read, s_explicit));
    }

    [Fact]
    public void Items_of_undefined_length_may_stand_in_a_sequence_of_known_length()
    {
        string hex = "08004011 5351 0000 1C000000" + Item + "08005511 5549 0400 312E3200" + ItemEnd + "10002000 4C4F 0200 3131";
        DataSet read = Read(hex, s_explicit);
        Assert.Equal("1.2", read.GetItems(Tags.ReferencedImageSequence).Single().GetString(Tags.ReferencedSopInstanceUid));
        Assert.Equal(Bytes(hex), DataSetWriter.ToArray(read, s_explicit));
    }

    [Fact]
    public void What_stands_before_a_cut_can_be_had_with_the_reason()
    {
        string hex = "10002000 4C4F 0200 3131 40007502 5351 0000 FFFFFFFF" + Item + "08000001 5348 0200 4131" + ItemEnd + Item + "08000001 5348 0200 4132 08000201 5348 0800 4133";
        (DataSet read, DicomDataException? fault) = DataSetReader.ReadPartly(Bytes(hex), s_explicit);
        Assert.Equal(["A1", "A2"], read.GetItems(Tags.RequestAttributesSequence).Select(i => i.GetString(Tags.CodeValue)));
        Assert.Equal("(0040,0275)[2].(0008,0102) at byte 66: the stream ends after 2 of its 8 bytes.", fault!.Message);
        Assert.Equal((new Tag(0x0008, 0x0102), 66L), (fault.Tag, fault.Offset));
    }

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
        Assert.Equal((Vr.LT, "UN", 70_000), (read[Tags.ImageComments]!.Vr, read[Tags.ImageComments]!.StreamVr, read.GetString(Tags.ImageComments)!.Length));
    }

    [Fact]
    public void Fragments_have_no_form_in_implicit_VR() => Assert.Throws<DicomDataException>(() =>
        DataSetWriter.ToArray(new DataSet().Set(new FragmentsElement(Tags.PixelData, Vr.OB, [])), s_implicit));

    [Fact]
    public void A_deflated_stream_that_grows_without_end_is_stopped()
    {
        byte[] bomb = DataSetWriter.ToArray(new DataSet().SetBytes(Tags.PixelData, Vr.OB, new byte[1 << 20]), TransferSyntax.DeflatedExplicitVrLittleEndian);
        Assert.True(bomb.Length < 20_000);
        Assert.Throws<DicomDataException>(() => DataSetReader.Read(bomb, TransferSyntax.DeflatedExplicitVrLittleEndian, new DataSetReadOptions { Inflation = new() { MaxLength = 1 << 19 } }));
        Assert.Throws<DicomDataException>(() => DataSetReader.Read(bomb, TransferSyntax.DeflatedExplicitVrLittleEndian, new DataSetReadOptions { Inflation = new() { FreeLength = 1 << 16, MaxRatio = 100 } }));
        Assert.Throws<DicomDataException>(() => DataSetReader.Read(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }, TransferSyntax.DeflatedExplicitVrLittleEndian));
    }

    [Fact]
    public void A_deflated_stream_in_a_zlib_header_is_read_as_old_writers_meant_it()
    {
        using MemoryStream stream = new();
        using (System.IO.Compression.ZLibStream zlib = new(stream, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(Bytes("10002000 4C4F 0200 3131"));
        }

        Assert.Equal("11", DataSetReader.Read(stream.ToArray(), TransferSyntax.DeflatedExplicitVrLittleEndian).GetString(Tags.PatientId));
        using DataSetScanner scanner = new(TransferSyntax.DeflatedExplicitVrLittleEndian, new HashSet<Tag> { Tags.PatientId });
        foreach (byte one in stream.ToArray())
        {
            scanner.Feed([one]);
        }

        Assert.Equal(("11", true), (scanner.Elements.GetString(Tags.PatientId), scanner.IsAtElementBoundary));
    }

    private static DataSet Read(string hex, TransferSyntax transferSyntax) => DataSetReader.Read(Bytes(hex), transferSyntax);

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
