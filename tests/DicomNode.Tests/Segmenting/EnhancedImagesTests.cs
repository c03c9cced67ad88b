using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Codecs;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Segmenting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Segmenting;

/// <summary>Images of several frames as the slices of volumes, held against the same slices as single images.</summary>
public sealed class EnhancedImagesTests : IDisposable
{
    private static readonly double[] s_oblique = [0.98480775301221, 0, -0.17364817766693, 0.05939117461388, 0.93969262078591, 0.33682408883346];

    private static readonly SyntheticSeries s_series = new("twins") { Orientation = s_oblique, Rows = 24, Columns = 32, Slices = 6 };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_enhanced_image_gives_the_volume_of_its_classic_twin(bool isCompressed)
    {
        DataSet[] slices = [.. s_series.DataSets().Select((s, i) => s.SetNumber(Tags.RescaleIntercept, -1024 - i).SetNumber(Tags.RescaleSlope, 1 + (i / 8.0)))];
        SourceImages classic = Examine(new CountingDecoder(), [.. slices]);
        CountingDecoder decoder = new();
        SourceImages enhanced = isCompressed
            ? Examine(decoder, TransferSyntax.Find(Uids.RleLossless)!, Compressed(SyntheticImages.Enhanced(Mixed(slices))))
            : Examine(decoder, SyntheticImages.Enhanced(Mixed(slices)));

        Assert.True(enhanced.Verdict.IsVolume, enhanced.Verdict.Sentence);
        Assert.Equal((classic.Verdict.Shape, classic.Verdict.Geometry), (enhanced.Verdict.Shape, enhanced.Verdict.Geometry));
        Volume<float> volume = enhanced.ReadVolume(ValueUnits.Hounsfield, CancellationToken.None);
        Assert.Equal(classic.ReadVolume(ValueUnits.Hounsfield, CancellationToken.None).Values.ToArray(), volume.Values.ToArray());
        Assert.Equal(isCompressed ? slices.Length : 0, decoder.Frames);
        float[] third = new float[volume.Shape.SliceLength];
        enhanced.ReadSlice(2, third);
        Assert.Equal(volume.Slice(2).ToArray(), third);

        Assert.Equal(classic.ToSource().Slices.Select(s => s.Position), enhanced.ToSource().Slices.Select(s => s.Position));
        Assert.Equal([1, 3, 5, 6, 4, 2], enhanced.ToSource().Slices.Select(s => s.FrameNumber)); // as Mixed has them
        Assert.Null(Assert.Single(enhanced.Parts).Volume);
    }

    [Fact]
    public void A_volume_may_lie_in_several_files_of_several_frames()
    {
        DataSet[] slices = [.. s_series.DataSets()];
        SourceImages enhanced = Examine(new CountingDecoder(), SyntheticImages.Enhanced(slices[3..]), SyntheticImages.Enhanced(slices[..3]));

        Assert.Equal(
            Examine(new CountingDecoder(), slices).ReadVolume(ValueUnits.Hounsfield, CancellationToken.None).Values.ToArray(),
            enhanced.ReadVolume(ValueUnits.Hounsfield, CancellationToken.None).Values.ToArray());
        Assert.Equal(2, enhanced.ToSource().Slices.Select(s => s.SopInstanceUid).Distinct().Count());
    }

    [Fact]
    public void Time_points_in_one_file_are_volumes_that_can_be_taken_one_by_one()
    {
        DataSet[][] times = [.. Enumerable.Range(1, 3).Select(t => s_series.DataSets().Select(s => s.SetNumber(Tags.TemporalPositionIdentifier, t).SetNumber(Tags.RescaleIntercept, t)).ToArray())];
        SourceImages images = Examine(new CountingDecoder(), SyntheticImages.Enhanced([.. times.SelectMany(t => t)]));

        Assert.Equal(StackReason.DuplicatePositions, images.Verdict.Reason);
        Assert.StartsWith("3 volumes, told apart by their temporal position.", images.Volumes.Verdict.Sentence, StringComparison.Ordinal);
        Assert.Equal(["temporal position 1", "temporal position 2", "temporal position 3"], images.Parts.Select(p => p.Volume));
        SourceImages second = images.Only("temporal position 2");
        Assert.Equal(
            Examine(new CountingDecoder(), times[1]).ReadVolume(ValueUnits.Hounsfield, CancellationToken.None).Values.ToArray(),
            second.ReadVolume(ValueUnits.Hounsfield, CancellationToken.None).Values.ToArray());
        Assert.Equal("temporal position 2", second.Volume); // the file alone does not say which
        Assert.Equal([7, 8, 9, 10, 11, 12], second.ToSource().Slices.Select(s => s.FrameNumber));
        Assert.Contains("temporal position 4", Assert.Throws<VolumeException>(() => images.Only("temporal position 4")).Message, StringComparison.Ordinal);
    }

    public static TheoryData<StackReason, Func<DataSet, DataSet>> Spoiled => new()
    {
        { StackReason.MultiFrame, i => i.SetItems(Tags.PerFrameFunctionalGroupsSequence, [.. i.GetItems(Tags.PerFrameFunctionalGroupsSequence).Skip(1)]) },
        { StackReason.MultiFrame, i => i.SetNumber(Tags.NumberOfFrames, int.MaxValue) },
        { StackReason.MissingGeometry, i => i.SetItems(Tags.SharedFunctionalGroupsSequence, [new DataSet()]) },
        { StackReason.MixedOrientations, i => Change(i, Tags.PlaneOrientationSequence, new DataSet().SetNumber(Tags.ImageOrientationPatient, 0, 1, 0, 0, 0, -1)) },
        { StackReason.Gap, i => Change(i, Tags.CtImageFrameTypeSequence, new DataSet().SetString(Tags.FrameType, "ORIGINAL", "PRIMARY", "LOCALIZER", "NONE")) },
        { StackReason.NotVolumeImages, i => i.SetString(Tags.SopClassUid, Uids.UltrasoundMultiFrameImageStorage) },
    };

    [Theory]
    [MemberData(nameof(Spoiled))]
    public void Frames_that_are_no_volume_are_refused_by_name(StackReason reason, Func<DataSet, DataSet> spoil) =>
        Assert.Equal(reason, Examine(new CountingDecoder(), spoil(SyntheticImages.Enhanced(s_series))).Verdict.Reason);

    [Fact]
    public void One_frame_is_no_volume_and_converted_images_are_like_any()
    {
        Assert.Equal(StackReason.SingleSlice, Examine(new CountingDecoder(), SyntheticImages.Enhanced(s_series with { Slices = 1 })).Verdict.Reason);
        DataSet converted = SyntheticImages.Enhanced(s_series).SetString(Tags.SopClassUid, Uids.LegacyConvertedEnhancedCtImageStorage);
        Assert.True(Examine(new CountingDecoder(), converted).Verdict.IsVolume);
    }

    [SharedFact(Needs = "data/enh-mr-siemens-xa10")]
    public void The_files_of_a_scanner_are_four_time_points_of_six_frames()
    {
        string[] files = [.. Directory.GetFiles(SharedData.Require("data/enh-mr-siemens-xa10")).Order(StringComparer.Ordinal)];
        SourceImages images = SourceImages.Examine(files, new CountingDecoder(), CancellationToken.None);

        Assert.StartsWith("4 volumes, told apart by their temporal position. The first: A volume of 64x64x6 voxels of 3.375 x 3.375 x 2.4 mm.", images.Volumes.Verdict.Sentence, StringComparison.Ordinal);
        Assert.Equal([[0], [1], [2], [3]], images.Parts.Select(p => p.Files));
        Assert.All(images.Parts, p => Assert.Null(p.Volume)); // a file each: that says which
        Assert.Null(images.Only("temporal position 3").Volume);
        Volume<float> one = SourceImages.Examine([files[2]], new CountingDecoder(), CancellationToken.None).ReadVolume(ValueUnits.Stored, CancellationToken.None);
        DicomFile file = Part10File.Read(files[2]);
        float[] frames = new float[one.Shape.Length];
        PixelFrames pixels = PixelFrames.Open(file.DataSet, file.TransferSyntax);
        for (int z = 0; z < 6; z++)
        {
            pixels.ReadFrame(z, frames.AsSpan(z * 4096, 4096), 1, 0); // they lie in the file as they do in the patient
        }

        Assert.Equal(frames, one.Values.ToArray());
    }

    /// <summary>From both ends towards the middle.</summary>
    private static DataSet[] Mixed(DataSet[] slices) => [.. Enumerable.Range(0, slices.Length).Select(i => i % 2 == 0 ? slices[i / 2] : slices[^((i / 2) + 1)])];

    /// <summary>The third frame's own.</summary>
    private static DataSet Change(DataSet image, Tag group, DataSet item)
    {
        image.GetItems(Tags.PerFrameFunctionalGroupsSequence)[2].SetItems(group, [item]);
        return image;
    }

    private static DataSet Compressed(DataSet image)
    {
        PixelFormat frame = PixelFormat.Of(image);
        return image.Set(EncapsulatedPixelData.Of([.. image.GetBytes(Tags.PixelData).ToArray().Chunk(frame.FrameLength * 2).Select(f => new RleEncoder().Encode(f, frame))]));
    }

    private SourceImages Examine(CountingDecoder decoder, params DataSet[] images) => Examine(decoder, TransferSyntax.ExplicitVrLittleEndian, images);

    private SourceImages Examine(CountingDecoder decoder, TransferSyntax syntax, params DataSet[] images)
    {
        string folder = _folder.Folder(Guid.NewGuid().ToString("N"));
        string[] files = [.. images.Select((_, i) => Path.Combine(folder, $"{i:D3}.dcm"))];
        foreach ((string file, DataSet image) in files.Zip(images))
        {
            Part10File.Write(file, image, syntax);
        }

        return SourceImages.Examine(files, decoder, CancellationToken.None);
    }

    private sealed class CountingDecoder : IFrameDecoder
    {
        private int _frames;

        public int Frames => _frames;

        public bool CanDecode(TransferSyntax transferSyntax) => FrameDecoders.Managed.CanDecode(transferSyntax);

        public void Decode(TransferSyntax transferSyntax, IReadOnlyList<ReadOnlyMemory<byte>> fragments, PixelFormat format, Span<byte> native)
        {
            Interlocked.Increment(ref _frames);
            FrameDecoders.Managed.Decode(transferSyntax, fragments, format, native);
        }
    }
}
