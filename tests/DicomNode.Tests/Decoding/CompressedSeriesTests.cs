using System.Runtime.InteropServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Segmenting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Decoding;

/// <summary>Compressed series of the shared data as volumes.</summary>
public class CompressedSeriesTests(Workers workers) : IClassFixture<Workers>
{
    private readonly FrameDecoders _decoders = FrameDecoders.Managed.With(workers.Decoder);

    [SharedFact(Needs = "data/mr-jpegll-fragments")]
    public void A_series_whose_frames_lie_in_several_fragments_is_a_volume()
    {
        SourceImages images = Examine("data/mr-jpegll-fragments", _decoders);
        Assert.True(images.Verdict.IsVolume, images.Verdict.Sentence);
        Volume<float> volume = images.ReadVolume(ValueUnits.Stored, CancellationToken.None);
        Assert.Equal(new VolumeShape(64, 128, 128), volume.Shape);
        Assert.True(volume.Values.ToArray().Max() > 100);
    }

    [SharedFact(Needs = "data/dicom2nifti-codecs")]
    public void Five_ways_to_compress_a_series_give_one_volume()
    {
        string[] folders = [.. Directory.GetDirectories(SharedData.Require("data/dicom2nifti-codecs"), "compressed*").Order(StringComparer.Ordinal)];
        float[][] volumes = [.. folders.Select(f => Examine(f, _decoders).ReadVolume(ValueUnits.Stored, CancellationToken.None).Values.ToArray())];
        Assert.Equal(5, volumes.Length);
        Assert.All(volumes, v => Assert.True(MemoryMarshal.AsBytes<float>(v).SequenceEqual(MemoryMarshal.AsBytes<float>(volumes[0]))));
    }

    [SharedFact(Needs = "data/mr-jpegll-fragments")]
    public void What_nothing_here_decodes_is_the_reason_why_a_series_is_no_volume()
    {
        StackVerdict verdict = Examine("data/mr-jpegll-fragments", new FrameDecoders()).Verdict;
        Assert.Equal(StackReason.NoDecoder, verdict.Reason);
        Assert.Contains("JPEG Lossless", verdict.Sentence, StringComparison.Ordinal);
        Assert.Contains("1.2.840.10008.1.2.4.70", verdict.Sentence, StringComparison.Ordinal);
    }

    [SharedFact(Needs = "data/mr-jpegll-fragments")]
    public void A_damaged_frame_is_named_with_its_file()
    {
        SourceImages images = Examine("data/mr-jpegll-fragments", new Refuses());
        VolumeException refused = Assert.Throws<VolumeException>(() => images.ReadVolume(ValueUnits.Stored, CancellationToken.None));
        Assert.Matches("^50010[0-9]{2}\\.dcm: .*signal 11", refused.Message);
    }

    private static SourceImages Examine(string folder, IFrameDecoder decoder) =>
        SourceImages.Examine([.. Directory.GetFiles(Path.IsPathRooted(folder) ? folder : SharedData.Require(folder), "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal)], decoder, CancellationToken.None);

    private sealed class Refuses : IFrameDecoder
    {
        public bool CanDecode(Dicom.Encoding.TransferSyntax transferSyntax) => true;

        public void Decode(Dicom.Encoding.TransferSyntax transferSyntax, IReadOnlyList<ReadOnlyMemory<byte>> fragments, PixelFormat format, Span<byte> native) =>
            throw new DicomDataException("the decoder ended with signal 11.");
    }
}
