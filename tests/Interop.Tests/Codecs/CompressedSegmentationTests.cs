using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Reading;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Codecs;

/// <summary>Segmentations whose frames the tools of others have compressed, read back onto their series.</summary>
public sealed class CompressedSegmentationTests(WorkerDecoders decoders) : IClassFixture<WorkerDecoders>
{
    private static readonly SyntheticSeries s_series = new("compressed results") { Rows = 40, Columns = 56, Slices = 6, Descending = true };

    [Theory]
    [InlineData("gdcmconv", "--j2k", Uids.Jpeg2000Lossless, SegmentationForm.Fractional)]
    [InlineData("gdcmconv", "--j2k", Uids.Jpeg2000Lossless, SegmentationForm.LabelMap)]
    [InlineData("gdcmconv", "--jpegls", Uids.JpeglsLossless, SegmentationForm.Fractional)]
    [InlineData("gdcmconv", "--jpegls", Uids.JpeglsLossless, SegmentationForm.LabelMap)]
    [InlineData("dcmcjpls", "", Uids.JpeglsLossless, SegmentationForm.Fractional)]
    [InlineData("dcmcjpls", "", Uids.JpeglsLossless, SegmentationForm.LabelMap)]
    public async Task Frames_in_jpeg_2000_and_jpeg_ls_are_read_to_the_same_labels(string tool, string option, string transferSyntax, SegmentationForm form)
    {
        using TempFolder folder = new();
        (string plain, string compressed) = (folder.Combine("plain.dcm"), folder.Combine("compressed.dcm"));
        SyntheticMasks masks = SyntheticMasks.Phantom(s_series);
        ResultContext context = SyntheticResult.Context(s_series);
        ResultObject made = SegmentationObject.Build(context, SyntheticResult.Segments, masks, new() { Form = form });
        Part10File.Write(plain, made.DataSet.Clone().SetString(Tags.SopClassUid, Uids.SegmentationStorage), made.PreferredTransferSyntax); // GDCM does not know the class of label maps

        await Dcmtk.RequireAsync(tool, [.. option.Split(' ', StringSplitOptions.RemoveEmptyEntries), plain, compressed]);

        DicomFile file = Part10File.Read(compressed);
        Assert.Equal(transferSyntax, file.TransferSyntax.Uid);
        ReadStructures read = ResultReader.Read(file, context.Source, decoders.All, ReadingOptions.Default, CancellationToken.None);
        Assert.Empty(read.Warnings);
        Assert.Equal(masks.Labels(SyntheticResult.Segments.Count).Select(l => (ushort)l), read.ToLabels(0));
    }
}
