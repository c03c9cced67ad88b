using System.Text.Json.Nodes;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Json;
using DicomNode.Dicom.Tests.Encoding;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace DicomNode.Dicom.Tests.Json;

public class DicomJsonTests
{
    private static readonly Tag s_private = new(0x0009, 0x1001);

    [Fact]
    public void Each_kind_of_value_stands_as_the_standard_says()
    {
        DataSet dataSet = new DataSet()
            .SetString(Tags.SpecificCharacterSet, "ISO_IR 100").SetString(Tags.PatientName, "Müller^Hans=ideo^graph", "A^B==p")
            .SetString(Tags.ImagePositionPatient, "1.50", "+2", "-.5").SetString(Tags.InstanceNumber, "7")
            .SetNumber(Tags.Rows, 512).SetNumber(Tags.FrameIncrementPointer, Tags.FrameTime.Value).SetNumber(Tags.RealWorldValueSlope, 0.1)
            .SetString(Tags.ImageType, "ORIGINAL", "", "AXIAL").SetEmpty(Tags.PatientId).SetEmpty(Tags.ReferencedImageSequence)
            .SetItems(Tags.ReferencedSeriesSequence, new DataSet(), new DataSet().SetString(Tags.SeriesInstanceUid, "1.2"))
            .SetBytes(s_private, Vr.UN, new byte[] { 1, 2, 3, 4 }).Set(new ValueElement(new Tag(0x0008, 0x0000), Vr.UL, new byte[4]));
        JsonNode expected = JsonNode.Parse("""
            {
              "00080005": { "vr": "CS", "Value": ["ISO_IR 192"] },
              "00080008": { "vr": "CS", "Value": ["ORIGINAL", null, "AXIAL"] },
              "00081115": { "vr": "SQ", "Value": [{}, { "0020000E": { "vr": "UI", "Value": ["1.2"] } }] },
              "00081140": { "vr": "SQ" },
              "00091001": { "vr": "UN", "InlineBinary": "AQIDBA==" },
              "00100010": { "vr": "PN", "Value": [{ "Alphabetic": "Müller^Hans", "Ideographic": "ideo^graph" }, { "Alphabetic": "A^B", "Phonetic": "p" }] },
              "00100020": { "vr": "LO" },
              "00200013": { "vr": "IS", "Value": [7] },
              "00200032": { "vr": "DS", "Value": [1.50, "+2", "-.5"] },
              "00280009": { "vr": "AT", "Value": ["00181063"] },
              "00280010": { "vr": "US", "Value": [512] },
              "00409225": { "vr": "FD", "Value": [0.1] }
            }
            """)!;
        Assert.Equal(expected.ToJsonString(), JsonNode.Parse(DicomJsonWriter.ToArray(dataSet))!.ToJsonString());
    }

    [Theory]
    [InlineData(Vr.FD, "0000000000000080", "-0")]
    [InlineData(Vr.FD, "000000000000F87F", "\"NaN\"")]
    [InlineData(Vr.FD, "000000000000F07F", "\"Infinity\"")]
    [InlineData(Vr.FL, "000080FF", "\"-Infinity\"")]
    [InlineData(Vr.FL, "CDCCCC3D", "0.1")]
    [InlineData(Vr.SV, "FFFFFFFFFFFFFFFF", "-1")]
    [InlineData(Vr.SV, "0000000000000080", "\"-9223372036854775808\"")]
    [InlineData(Vr.UV, "FFFFFFFFFFFFFFFF", "\"18446744073709551615\"")]
    [InlineData(Vr.SL, "FEFFFFFF", "-2")]
    [InlineData(Vr.SS, "FEFF", "-2")]
    [InlineData(Vr.UL, "FEFFFFFF", "4294967294")]
    public void Numbers_come_back_bit_for_bit(Vr vr, string hex, string json)
    {
        DataSet dataSet = new DataSet().SetBytes(s_private, vr, Convert.FromHexString(hex));
        byte[] written = DicomJsonWriter.ToArray(dataSet);
        Assert.Equal("{\"00091001\":{\"vr\":\"" + vr + "\",\"Value\":[" + json + "]}}", System.Text.Encoding.UTF8.GetString(written));
        Assert.Equal(hex, Convert.ToHexString(DicomJsonReader.Read(written).GetBytes(s_private).Span));
    }

    [Fact]
    public void Any_data_set_of_text_and_numbers_comes_back_equal() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            DataSet made = new RandomDataSet(seed, encapsulated: seed % 2 == 0).Make().SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
            byte[] once = DicomJsonWriter.ToArray(made);
            DataSet back = DicomJsonReader.Read(once);
            Assert.Equal(System.Text.Encoding.UTF8.GetString(once), System.Text.Encoding.UTF8.GetString(DicomJsonWriter.ToArray(back)));
            if (made[Tags.PixelData] is FragmentsElement fragments)
            {
                Assert.Equal(fragments.Fragments.Count, Assert.IsType<FragmentsElement>(back[Tags.PixelData]).Fragments.Count);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Long_values_go_where_the_host_says_and_come_back_from_there()
    {
        byte[] pixels = new byte[5000];
        new Random(3).NextBytes(pixels);
        DataSet dataSet = new DataSet().SetString(Tags.PatientId, "P").SetBytes(Tags.PixelData, Vr.OW, pixels);
        DicomJsonOptions options = new() { BulkDataUri = e => $"http://node/bulk/{e.Tag.Value:X8}", ReadBulkData = uri => uri == "http://node/bulk/7FE00010" ? pixels : throw new InvalidDataException(uri) };
        byte[] written = DicomJsonWriter.ToArray(dataSet, options);
        Assert.Contains("\"7FE00010\":{\"vr\":\"OW\",\"BulkDataURI\":\"http://node/bulk/7FE00010\"}", System.Text.Encoding.UTF8.GetString(written), StringComparison.Ordinal);
        Assert.Equal(pixels, DicomJsonReader.Read(written, options).GetBytes(Tags.PixelData).ToArray());
        Assert.Contains("BulkDataURI", Assert.Throws<DicomDataException>(() => DicomJsonReader.Read(written)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"00100010":{"Value":[{"Alphabetic":"A^B"}],"vr":"PN"}}""", "A^B")] // vr behind its value
    [InlineData("""{"00100010":{"vr":"PN","Value":["A^B"]}}""", "A^B")] // a name that is a string
    [InlineData("""{"00100010":{"vr":"PN","Value":[{"Phonetic":"山"}]}}""", "==山")]
    [InlineData("""{"00100010":{"vr":"PN","Value":[null,{"Alphabetic":"B"}]}}""", null)]
    public void Names_are_read_in_every_form_that_is_written(string json, string? name) => Assert.Equal(name, Read(json).GetString(Tags.PatientName));

    [Fact]
    public void Numbers_and_strings_stand_for_one_another()
    {
        DataSet read = Read("""{"00280010":{"vr":"US","Value":["512"]},"00200013":{"vr":"IS","Value":[3]},"00200032":{"vr":"DS","Value":[0.30000000000000004,"1.5",-2]},"00280011":{"vr":"US","Value":[3.0]}}""");
        Assert.Equal((512, 3, 3), (read.GetInt32(Tags.Rows), read.GetInt32(Tags.InstanceNumber), read.GetInt32(Tags.Columns)));
        Assert.Equal(["0.3", "1.5", "-2"], read.GetStrings(Tags.ImagePositionPatient));
    }

    [Fact]
    public void Text_beyond_ASCII_makes_the_data_set_UTF_8()
    {
        DataSet read = Read("""{"00081115":{"vr":"SQ","Value":[{"0008103E":{"vr":"LO","Value":["größe"]}}]}}""");
        Assert.Equal(SpecificCharacterSet.Utf8, read.CharacterSet);
        DataSet again = DataSetReader.Read(DataSetWriter.ToArray(read, TransferSyntax.ImplicitVrLittleEndian), TransferSyntax.ImplicitVrLittleEndian);
        Assert.Equal("größe", again.GetItems(Tags.ReferencedSeriesSequence).Single().GetString(Tags.SeriesDescription));
        Assert.False(Read("""{"00100020":{"vr":"LO","Value":["P"]}}""").Contains(Tags.SpecificCharacterSet));
    }

    [Theory]
    [InlineData("", "Not JSON")]
    [InlineData("[]", "an object belongs here")]
    [InlineData("""{"00100010":{"vr":"PN","Value":[{"Alphabetic":"A"}]}""", "Not JSON")]
    [InlineData("""{"PatientName":{"vr":"PN"}}""", "no tag")]
    [InlineData("""{"00280010":{"vr":"US","Value":[70000]}}""", "(0028,0010)")]
    [InlineData("""{"00280010":{"vr":"US","Value":["x"]}}""", "(0028,0010)")]
    [InlineData("""{"00280010":{"vr":"US","Value":5}}""", "(0028,0010)")]
    [InlineData("""{"00280010":{"vr":3}}""", "(0028,0010)")]
    [InlineData("""{"00091001":{"vr":"OB","InlineBinary":"?"}}""", "(0009,1001)")]
    [InlineData("""{"00081115":{"vr":"SQ","Value":[{},{"00280010":{"vr":"US","Value":[-1]}}]}}""", "(0008,1115)[2].(0028,0010)")]
    [InlineData("""{"00100020":{"vr":"LO"}} {}""", "")]
    public void What_is_not_the_model_is_refused_by_name(string json, string part) =>
        Assert.Contains(part, Assert.Throws<DicomDataException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Nesting_has_its_limit_both_ways()
    {
        string deep = string.Concat(Enumerable.Repeat("""{"00081115":{"vr":"SQ","Value":[""", 5000));
        Assert.Throws<DicomDataException>(() => Read(deep));
        DataSet made = new();
        for (int i = 0; i < 5000; i++)
        {
            made = new DataSet().SetItems(Tags.ReferencedSeriesSequence, made);
        }

        Assert.Throws<DicomDataException>(() => DicomJsonWriter.ToArray(made));
        Assert.Throws<DicomDataException>(() => DataSetWriter.ToArray(made, TransferSyntax.ExplicitVrLittleEndian));
    }

    [Fact]
    public void Damaged_JSON_is_refused_or_read_and_nothing_else() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<byte>(), (seed, harm) =>
        {
            byte[] json = DicomJsonWriter.ToArray(new RandomDataSet(seed, encapsulated: false).Make());
            Random random = new(seed ^ harm);
            for (int i = 0; i <= harm % 5; i++)
            {
                json[random.Next(json.Length)] = (byte)"0123456789\"[]{}:,nulltrevXx\\"[random.Next(28)];
            }

            try
            {
                Assert.NotNull(DicomJsonReader.Read(json));
            }
            catch (DicomDataException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static DataSet Read(string json) => DicomJsonReader.Read(System.Text.Encoding.UTF8.GetBytes(json));
}
