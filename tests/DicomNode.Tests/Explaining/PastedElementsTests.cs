using System.Text;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Json;
using DicomNode.Explaining;
using DicomNode.Testing;
using DicomNode.Tests.Cli;
using Xunit;

namespace DicomNode.Tests.Explaining;

public sealed class PastedElementsTests
{
    [Fact]
    public void Lines_of_keywords_and_tags_are_elements_and_AE_titles_are_meta_information()
    {
        PastedElements pasted = PastedElements.Read("# a comment\nModality=CT\n SeriesDescription : Thorax Österreich \n(0018,0015)=CHEST\n0018,1210=\"Br40\"\nCallingAeTitle=CT1\r\nSliceThickness=2.5\n");
        DataSet elements = pasted.Image.DataSet;
        Assert.Equal(("CT", "Thorax Österreich", "CHEST", "Br40"), (elements.GetString(Tags.Modality), elements.GetString(Tags.SeriesDescription), elements.GetString(Tags.BodyPartExamined), elements.GetString(Tags.ConvolutionKernel)));
        Assert.Equal(("CT1", 2.5), (pasted.Image.Meta.GetString(Tags.SourceApplicationEntityTitle), elements.GetDouble(Tags.SliceThickness)));
        Assert.Empty(pasted.Remarks);
    }

    [Fact]
    public void Lines_of_dcmdump_are_elements_and_what_stands_in_sequences_is_not()
    {
        PastedElements pasted = PastedElements.Read("""
            # Dicom-Data-Set
            # Used TransferSyntax: Little Endian Explicit
            (0002,0016) AE [SCANNER]                                #   8, 1 SourceApplicationEntityTitle
            (0008,0008) CS [ORIGINAL\PRIMARY]                       #  16, 2 ImageType
            (0008,0016) UI =CTImageStorage                          #  26, 1 SOPClassUID
            (0008,0060) CS [CT]                                     #   2, 1 Modality
            (0008,103e) LO (no value available)                     #   0, 0 SeriesDescription
            (0008,1140) SQ (Sequence with explicit length #=1)      # 100, 1 ReferencedImageSequence
              (fffe,e000) na (Item with explicit length #=3)          #  92, 1 Item
                (0008,0060) CS [MR]                                     #   2, 1 Modality
            (0028,0010) US 512                                      #   2, 1 Rows
            """);
        DataSet elements = pasted.Image.DataSet;
        Assert.Equal(("CT", Uids.CtImageStorage, 512), (elements.GetString(Tags.Modality), elements.GetString(Tags.SopClassUid), elements.GetInt32(Tags.Rows)));
        Assert.Equal(["ORIGINAL", "PRIMARY"], elements.GetStrings(Tags.ImageType));
        Assert.Null(elements.GetString(Tags.SeriesDescription));
        Assert.Equal("SCANNER", pasted.Image.Meta.GetString(Tags.SourceApplicationEntityTitle));
        Assert.Empty(pasted.Remarks);
    }

    [Fact]
    public async Task Our_own_dump_and_its_JSON_say_the_same_as_the_file()
    {
        using TempFolder folder = new();
        string file = folder.Combine("ct.dcm");
        DataSet slice = new MadeSeries().Slice(0).SetString(Tags.SeriesDescription, "Thorax nativ");
        Part10File.Write(file, slice, TransferSyntax.ExplicitVrLittleEndian);
        foreach (string text in new[] { (await CommandRun.OfAsync("dump", file)).Output, Encoding.UTF8.GetString(DicomJsonWriter.ToArray(slice)), $"[{Encoding.UTF8.GetString(DicomJsonWriter.ToArray(slice))}]" })
        {
            DataSet read = PastedElements.Read(text).Image.DataSet;
            Assert.All([Tags.Modality, Tags.SeriesDescription, Tags.SopClassUid, Tags.ImageType, Tags.SliceThickness], t => Assert.Equal(slice.GetStrings(t), read.GetStrings(t)));
        }
    }

    [Fact]
    public void What_is_not_understood_is_named_and_not_without_end()
    {
        PastedElements pasted = PastedElements.Read(string.Concat(Enumerable.Range(0, 4000).Select(i => $"nonsense {i}\n")) + "Modality=CT\nFoo=1\nRows=-7\n");
        Assert.Equal("CT", pasted.Image.DataSet.GetString(Tags.Modality));
        Assert.Equal(21, pasted.Remarks.Count);
        Assert.Equal("3982 lines more were not understood.", pasted.Remarks[^1]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("[{]")]
    [InlineData("{\"00080060\": 3}")]
    [InlineData("{\"00080060\":{\"vr\":\"CS\",\"Value\":[{}]}}")]
    public void JSON_that_is_none_of_DICOM_is_refused_with_words(string text) => Assert.NotEmpty(Assert.Throws<DicomDataException>(() => PastedElements.Read(text)).Message);

    [Fact]
    public void Hostile_text_is_bounded()
    {
        Assert.Throws<DicomDataException>(() => PastedElements.Read(new string('x', PastedElements.MaxLength + 1)));
        Assert.Throws<DicomDataException>(() => PastedElements.Read(new string('[', 200_000)));
        Assert.Throws<DicomDataException>(() => PastedElements.Read(string.Concat(Enumerable.Repeat("{\"00081140\":{\"vr\":\"SQ\",\"Value\":[", 5000))));
        PastedElements pasted = PastedElements.Read($"({new string('0', 100_000)}\nModality={new string('C', 100_000)}\n{new string('(', 10_000)}");
        Assert.Equal(2, pasted.Remarks.Count);
    }
}
