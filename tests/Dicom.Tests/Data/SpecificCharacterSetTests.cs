using System.Text.Json;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Data;

public class SpecificCharacterSetTests
{
    /// <summary>PS3.5 annexes H to K, byte for byte.</summary>
    [Theory]
    [InlineData(@"\ISO 2022 IR 87", "Yamada^Tarou=山田^太郎=やまだ^たろう",
        "59616D6164615E5461726F753D1B24423B3345441B28425E1B244242404F3A1B28423D1B24422464245E24401B28425E1B2442243F246D24261B2842")]
    [InlineData(@"ISO 2022 IR 13\ISO 2022 IR 87", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
        "D4CFC0DE5EC0DBB33D1B24423B3345441B284A5E1B244242404F3A1B284A3D1B24422464245E24401B284A5E1B2442243F246D24261B284A")]
    [InlineData(@"\ISO 2022 IR 149", "Hong^Gildong=洪^吉洞=홍^길동",
        "486F6E675E47696C646F6E673D1B242943FBF35E1B242943D1CED4D73D1B242943C8AB5E1B242943B1E6B5BF")]
    [InlineData("ISO_IR 192", "Wang^XiaoDong=王^小東=", "57616E675E5869616F446F6E673DE78E8B5EE5B08FE69DB13D")]
    [InlineData("GB18030", "Wang^XiaoDong=王^小东=", "57616E675E5869616F446F6E673DCDF55ED0A1B6AB3D")]
    [InlineData(@"\ISO 2022 IR 58", "Zhang^XiaoDong=张^小东=", "5A68616E675E5869616F446F6E673D1B242941D5C55E1B242941D0A1B6AB3D")]
    public void The_examples_of_the_standard_are_read_and_written(string terms, string name, string hex)
    {
        SpecificCharacterSet set = SpecificCharacterSet.Parse(System.Text.Encoding.ASCII.GetBytes(terms));
        Assert.Equal(name, set.Decode(Vr.PN, Convert.FromHexString(hex)).Single());
        Assert.Equal(hex, Convert.ToHexString(set.Encode(Vr.PN, name)));
    }

    [Theory]
    [InlineData("ISO_IR 100", "Äneas")]
    [InlineData("ISO_IR 101", "Wałęsa")]
    [InlineData("ISO_IR 109", "Ħal")]
    [InlineData("ISO_IR 110", "Ķīlis")]
    [InlineData("ISO_IR 144", "Люкceмбypг")]
    [InlineData("ISO_IR 127", "قباني")]
    [InlineData("ISO_IR 126", "Διονυσιος")]
    [InlineData("ISO_IR 138", "שרון")]
    [InlineData("ISO_IR 148", "Çavuşoğlu")]
    [InlineData("ISO_IR 203", "Œuvré€")]
    [InlineData("ISO_IR 166", "ไทย")]
    [InlineData("ISO_IR 13", "ﾔﾏﾀﾞ")]
    [InlineData("GBK", "镕基")]
    [InlineData(@"ISO 2022 IR 100\ISO 2022 IR 144\ISO 2022 IR 126", "é Ж Ω é")]
    [InlineData(@"\ISO 2022 IR 87\ISO 2022 IR 159", "山 丂 a")]
    public void Text_comes_back_as_it_was_written(string terms, string text)
    {
        SpecificCharacterSet set = SpecificCharacterSet.Parse(System.Text.Encoding.ASCII.GetBytes(terms));
        byte[] bytes = set.Encode(Vr.LO, $"{text}\\{text}");
        Assert.Equal([text, text], set.Decode(Vr.LO, bytes));
    }

    [Fact]
    public void A_backslash_as_second_byte_is_no_separator()
    {
        SpecificCharacterSet gbk = SpecificCharacterSet.Parse("GBK"u8);
        Assert.Equal(["乗"], gbk.Decode(Vr.LO, [0x81, 0x5C]));
    }

    [Theory]
    [InlineData("ISO_IR 100", "山")]
    [InlineData("", "é")]
    [InlineData(@"\ISO 2022 IR 87", "홍")]
    [InlineData("GBK", "😀")]
    public void What_does_not_fit_is_refused_and_not_quoted(string terms, string text)
    {
        SpecificCharacterSet set = SpecificCharacterSet.Parse(System.Text.Encoding.ASCII.GetBytes(terms));
        DicomDataException exception = Assert.Throws<DicomDataException>(() => set.Encode(Vr.LO, text));
        Assert.DoesNotContain(text, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_string_takes_ASCII_only() =>
        Assert.Throws<DicomDataException>(() => new DataSet { InheritedCharacterSet = SpecificCharacterSet.Utf8 }.SetString(Tags.Modality, "é"));

    [Fact]
    public void Bytes_that_mean_nothing_become_replacement_characters_and_the_rest_stays()
    {
        SpecificCharacterSet set = SpecificCharacterSet.Parse(@"\ISO 2022 IR 149"u8);
        Assert.Equal("a\uFFFDb", set.Decode(Vr.LO, [(byte)'a', 0xFB, (byte)'b']).Single());
    }

    [Fact]
    public void A_missing_escape_sequence_behind_a_delimiter_is_forgiven()
    {
        SpecificCharacterSet set = SpecificCharacterSet.Parse(@"\ISO 2022 IR 149"u8);
        Assert.Equal("洪^吉洞", set.Decode(Vr.PN, Convert.FromHexString("1B242943FBF35ED1CED4D7")).Single());
    }

    [SharedFact(Needs = "data/truth.json")]
    public void Every_patient_name_reads_as_other_readers_read_it()
    {
        int compared = 0;
        foreach ((string path, JsonElement facts) in Truth.Entries())
        {
            if (facts.Text("PatientName") is not string expected || facts.TryGetProperty("decode_err", out _))
            {
                continue;
            }

            DicomFile file = Part10File.Read(path, new DataSetReadOptions { StopAtPixelData = true });
            Assert.Equal(expected, (file.DataSet.GetString(Tags.PatientName) ?? "").TrimEnd('='));
            compared++;
        }

        Assert.True(compared > 580, $"{compared} names were compared");
    }
}
