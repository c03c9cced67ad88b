using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Codecs;
using DicomNode.Segmentation.Reading;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Reading;

/// <summary>The ways in which a segmentation can say the same: forms, compressions, places of its functional groups. Each is read to the same labels.</summary>
public sealed class StoredVariantsTests : IDisposable
{
    private static readonly SyntheticSeries s_series = new("variants") { Rows = 24, Columns = 32, Slices = 6, Descending = true };
    private static readonly SyntheticSeries s_odd = s_series with { Rows = 23, Columns = 31 };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SegmentationForm.Binary, false)]
    [InlineData(SegmentationForm.Binary, true)] // frames that begin within bytes
    [InlineData(SegmentationForm.Fractional, true)]
    [InlineData(SegmentationForm.LabelMap, false)]
    [InlineData(SegmentationForm.LabelMap, true)]
    public void Every_form_is_read(SegmentationForm form, bool odd)
    {
        SyntheticSeries series = odd ? s_odd : s_series;
        ResultObject made = Build(series, new() { Form = form, FramesMayShareBytes = form == SegmentationForm.Binary });
        Part10File.Write(Path, made.DataSet, made.PreferredTransferSyntax);
        RequireTruth(series, Part10File.Read(Path));
    }

    public static TheoryData<IFrameEncoder, SegmentationForm> Compressions => new()
    {
        { new RleEncoder(), SegmentationForm.Fractional },
        { new RleEncoder(), SegmentationForm.LabelMap },
        { new DeflatedFrameEncoder(), SegmentationForm.Binary },
        { new DeflatedFrameEncoder(), SegmentationForm.LabelMap },
    };

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Compressed_frames_are_read(IFrameEncoder encoder, SegmentationForm form)
    {
        ResultObject made = Build(s_series, new() { Form = form });
        using MemoryStream spool = new();
        Part10File.Write(Path, made.Compress(encoder, spool, CancellationToken.None), encoder.TransferSyntax);
        RequireTruth(s_series, Part10File.Read(Path));
    }

    [Fact]
    public void A_deflated_data_set_is_read()
    {
        Part10File.Write(Path, Build(s_series, SegmentationOptions.Default).DataSet, TransferSyntax.DeflatedExplicitVrLittleEndian);
        RequireTruth(s_series, Part10File.Read(Path));
    }

    [Fact]
    public void A_label_map_of_16_bits_with_numbers_that_are_not_in_order_and_another_background_is_read()
    {
        DicomFile file = Stored(new() { Form = SegmentationForm.LabelMap });
        int[] numbers = [0, 300, 7, 65_000]; // by number as written
        foreach (DataSet segment in file.DataSet.GetItems(Tags.SegmentSequence))
        {
            segment.SetNumber(Tags.SegmentNumber, numbers[segment.GetInt32(Tags.SegmentNumber)!.Value]);
        }

        byte[] wide = [.. file.DataSet.GetBytes(Tags.PixelData).ToArray().SelectMany(v => BitConverter.GetBytes((ushort)numbers[v]))];
        file.DataSet.SetNumber(Tags.BitsAllocated, 16).SetNumber(Tags.BitsStored, 16).SetNumber(Tags.HighBit, 15).SetBytes(Tags.PixelData, Vr.OW, wide);

        ReadStructures read = Read(file, s_series);

        Assert.Equal([300, 7, 65_000], read.Items.Select(s => s.Number));
        byte[] truth = Truth(s_series);
        Assert.Equal(truth.Select(l => (ushort)numbers[l]), read.ToLabels(0));
    }

    [Fact]
    public void A_pixel_value_that_nothing_describes_is_read_and_said()
    {
        DicomFile file = Stored(new() { Form = SegmentationForm.LabelMap });
        file.DataSet.SetItems(Tags.SegmentSequence, [.. file.DataSet.GetItems(Tags.SegmentSequence).Where(s => s.GetInt32(Tags.SegmentNumber) != 2)]);
        ReadStructures read = Read(file, s_series);
        Assert.Equal(Truth(s_series).Select(l => (ushort)l), read.ToLabels(0));
        Assert.Contains("Segments 2 have pixels and no description", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_may_stand_with_every_frame_instead_of_being_shared()
    {
        DicomFile file = Stored(SegmentationOptions.Default);
        DataSet shared = file.DataSet.GetItems(Tags.SharedFunctionalGroupsSequence)[0];
        foreach (DataSet frame in file.DataSet.GetItems(Tags.PerFrameFunctionalGroupsSequence))
        {
            frame.CopyFrom(shared, Tags.PlaneOrientationSequence, Tags.PixelMeasuresSequence);
        }

        file.DataSet.Remove(Tags.SharedFunctionalGroupsSequence);
        RequireTruth(s_series, file);
    }

    [Fact]
    public void Groups_may_be_shared_that_usually_stand_with_a_frame()
    {
        ResultContext context = SyntheticResult.Context(s_series);
        SyntheticMasks masks = SyntheticMasks.Phantom(s_series);
        ResultObject made = SegmentationObject.Build(context, [SyntheticResult.Segments[0]], masks); // one segment: all frames say the same of it
        Part10File.Write(Path, made.DataSet, made.PreferredTransferSyntax);
        DicomFile file = Part10File.Read(Path);
        IReadOnlyList<DataSet> frames = file.DataSet.GetItems(Tags.PerFrameFunctionalGroupsSequence);
        file.DataSet.GetItems(Tags.SharedFunctionalGroupsSequence)[0].CopyFrom(frames[0], Tags.SegmentIdentificationSequence);
        foreach (DataSet frame in frames)
        {
            frame.Remove(Tags.SegmentIdentificationSequence);
        }

        Assert.Equal(masks.Labels(1), Assert.Single(Read(file, s_series).Items).ToMask());
    }

    [Fact]
    public void Frames_without_a_position_lie_on_the_image_that_they_name()
    {
        DicomFile file = Stored(SegmentationOptions.Default);
        foreach (DataSet frame in file.DataSet.GetItems(Tags.PerFrameFunctionalGroupsSequence))
        {
            frame.Remove(Tags.PlanePositionSequence);
        }

        file.DataSet.Remove(Tags.FrameOfReferenceUid);
        RequireTruth(s_series, file);

        foreach (DataSet frame in file.DataSet.GetItems(Tags.PerFrameFunctionalGroupsSequence))
        {
            frame.Remove(Tags.DerivationImageSequence);
        }

        Assert.Contains("name an image", Assert.Throws<VolumeException>(() => Read(file, s_series)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_segmentation_of_a_radiograph_is_read_onto_it()
    {
        SourceSeries source = SourceSeries.CreateFlat(SyntheticImages.Radiograph());
        SyntheticMasks masks = new(1, source.Rows, source.Columns, (segment, _, row, _) => row / 8 == segment);
        ResultObject made = SegmentationObject.Build(SyntheticResult.Context(source), SyntheticResult.Segments, masks);
        Part10File.Write(Path, made.DataSet, made.PreferredTransferSyntax);
        ReadStructures read = ResultReader.Read(Part10File.Read(Path), source, null, ReadingOptions.Default, CancellationToken.None);
        Assert.Equal(masks.Labels(3).Select(l => (ushort)l), read.ToLabels(0));
    }

    [Fact]
    public void Slices_beyond_the_source_are_left_out_and_counted()
    {
        DicomFile file = Stored(SegmentationOptions.Default);
        int frames = file.DataSet.GetInt32(Tags.NumberOfFrames)!.Value;
        SourceSeries part = SyntheticResult.Context(s_series.DataSets().Take(4)).Source;
        ReadStructures read = ResultReader.Read(file, part, null, ReadingOptions.Default, CancellationToken.None);
        Assert.Equal(Truth(s_series).Take(4 * 24 * 32).Select(l => (ushort)l), read.ToLabels(0));
        Assert.Matches($@"\d of {frames} frames lie beyond", Assert.Single(read.Warnings));
    }

    [Theory]
    [InlineData("PerFrameFunctionalGroupsSequence")]
    [InlineData("SegmentationType")]
    [InlineData("PixelData")]
    public void What_contradicts_itself_is_refused_by_the_element(string keyword)
    {
        DicomFile file = Stored(SegmentationOptions.Default);
        Tag tag = keyword switch { "PixelData" => Tags.PixelData, "SegmentationType" => Tags.SegmentationType, _ => Tags.PerFrameFunctionalGroupsSequence };
        file.DataSet.Remove(tag);
        Assert.Equal(tag, Assert.Throws<DicomDataException>(() => Read(file, s_series)).Tag);
    }

    private string Path => _folder.Combine("seg.dcm");

    private static ResultObject Build(SyntheticSeries series, SegmentationOptions options) =>
        SegmentationObject.Build(SyntheticResult.Context(series), SyntheticResult.Segments, SyntheticMasks.Phantom(series), options);

    private DicomFile Stored(SegmentationOptions options)
    {
        ResultObject made = Build(s_series, options);
        Part10File.Write(Path, made.DataSet, made.PreferredTransferSyntax);
        return Part10File.Read(Path);
    }

    private static byte[] Truth(SyntheticSeries series) => SyntheticMasks.Phantom(series).Labels(3);

    private static void RequireTruth(SyntheticSeries series, DicomFile file)
    {
        ReadStructures read = Read(file, series);
        Assert.Equal(["Liver", "Spleen", "Lesion"], read.Items.Select(s => s.Name));
        Assert.Equal(Truth(series).Select(l => (ushort)l), read.ToLabels(0));
        Assert.Empty(read.Warnings);
    }

    private static ReadStructures Read(DicomFile file, SyntheticSeries series) =>
        ResultReader.Read(file, SyntheticResult.Context(series).Source, FrameDecoders.Managed, ReadingOptions.Default, CancellationToken.None);
}
