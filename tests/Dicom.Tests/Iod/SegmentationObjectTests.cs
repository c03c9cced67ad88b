using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Codecs;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Iod;

public class SegmentationObjectTests
{
    private static readonly SyntheticSeries s_series = new("forms"), s_odd = new("odd") { Rows = 41, Columns = 51 };

    [Theory]
    [InlineData(SegmentationForm.Binary)]
    [InlineData(SegmentationForm.Fractional)]
    [InlineData(SegmentationForm.LabelMap)]
    public void Every_form_holds_the_same_voxels_and_is_the_same_bytes_whenever_it_is_written(SegmentationForm form)
    {
        foreach (SyntheticSeries series in (SyntheticSeries[])[s_series, s_odd])
        {
            ResultObject made = Build(series, SyntheticMasks.Phantom(series), new() { Form = form });
            Assert.Equal(Bytes(made), Bytes(made));
            Assert.Equal(Bytes(made), Bytes(Build(series, SyntheticMasks.Phantom(series), new() { Form = form })));
            Assert.Equal(SyntheticMasks.Phantom(series).Labels(3), Labels(Read(made), series));
        }
    }

    [Fact]
    public void Frames_that_share_bytes_follow_one_another_bit_by_bit()
    {
        ResultObject made = Build(s_odd, SyntheticMasks.Phantom(s_odd), new() { FramesMayShareBytes = true });
        Assert.Equal("BINARY", made.DataSet.GetString(Tags.SegmentationType));
        Assert.Null(made.Frames); // they cannot be compressed one by one
        Assert.Equal(SyntheticMasks.Phantom(s_odd).Labels(3), Labels(Read(made), s_odd));
    }

    [Fact]
    public void Objects_of_one_result_in_several_forms_are_several_instances_in_several_series()
    {
        ResultObject[] made =
        [
            Build(s_series, SyntheticMasks.Phantom(s_series), SegmentationOptions.Default),
            .. new[] { SegmentationForm.Fractional, SegmentationForm.LabelMap }.Select(f => Build(s_series, SyntheticMasks.Phantom(s_series), new() { Form = f })),
            SegmentationObject.Build(SyntheticResult.Context(s_series), SyntheticResult.Segments, new Ramp()),
        ];
        Assert.Equal(4, made.Select(m => m.SopInstanceUid).Distinct().Count());
        Assert.Equal(4, made.Select(m => m.DataSet.GetString(Tags.SeriesInstanceUid)).Distinct().Count());
    }

    [Fact]
    public void A_label_map_of_more_than_255_segments_has_16_bits_and_describes_its_background()
    {
        SyntheticSeries series = new("many") { Slices = 3 };
        ResultSegment[] segments = [.. Enumerable.Range(1, 300).Select(i => SyntheticResult.Segments[0] with { Label = $"S{i}" })];
        SyntheticMasks masks = new(3, series.Rows, series.Columns, (segment, slice, row, column) => slice == 1 && (row * series.Columns) + column == segment * 7);
        DataSet result = Read(SegmentationObject.Build(SyntheticResult.Context(series), segments, masks, new() { Form = SegmentationForm.LabelMap }));

        Assert.Equal((16, 1, "NO"), (result.GetInt32(Tags.BitsAllocated), result.GetInt32(Tags.NumberOfFrames), result.GetString(Tags.SegmentsOverlap)));
        Assert.Equal([.. Enumerable.Range(0, 301)], result.GetItems(Tags.SegmentSequence).Select(s => s.GetInt32(Tags.SegmentNumber)));
        byte[] pixels = result.GetBytes(Tags.PixelData).ToArray();
        for (int segment = 0; segment < 300; segment++)
        {
            Assert.Equal(segment + 1, BitConverter.ToUInt16(pixels, segment * 7 * 2));
        }
    }

    [Fact]
    public void Segments_that_overlap_are_marked_and_have_no_label_map()
    {
        ResultObject made = SegmentationObject.Build(SyntheticResult.Context(s_series), [.. SyntheticResult.Segments.Take(2)], SyntheticMasks.Nested(s_series));
        Assert.Equal("YES", made.DataSet.GetString(Tags.SegmentsOverlap));
        Assert.Throws<DicomDataException>(() => SegmentationObject.Build(
            SyntheticResult.Context(s_series), [.. SyntheticResult.Segments.Take(2)], SyntheticMasks.Nested(s_series), new() { Form = SegmentationForm.LabelMap }));
    }

    [Fact]
    public void Probabilities_stand_in_a_fractional_object_as_they_are()
    {
        DataSet result = Read(SegmentationObject.Build(SyntheticResult.Context(s_series), SyntheticResult.Segments, new Ramp()));
        Assert.Equal(("FRACTIONAL", "PROBABILITY", 255), (result.GetString(Tags.SegmentationType), result.GetString(Tags.SegmentationFractionalType), result.GetInt32(Tags.MaximumFractionalValue)));
        Assert.Equal(1, result.GetInt32(Tags.NumberOfFrames)); // of one segment on one slice
        Assert.Equal([0, 1, 2, 3], result.GetBytes(Tags.PixelData).ToArray().Take(4));
    }

    [Fact]
    public void A_result_of_a_multi_frame_image_names_its_frames()
    {
        SyntheticSeries series = s_series with { Descending = true };
        ResultContext context = SyntheticResult.Context([SyntheticImages.Enhanced(series)]);
        Assert.Equal(SyntheticResult.Context(series).Source.Slices.Select(s => s.Position), context.Source.Slices.Select(s => s.Position));

        DataSet result = Read(SegmentationObject.Build(context, SyntheticResult.Segments, SyntheticMasks.Phantom(series)));
        Assert.Single(result.GetItems(Tags.ReferencedSeriesSequence)[0].GetItems(Tags.ReferencedInstanceSequence));
        foreach (DataSet frame in result.GetItems(Tags.PerFrameFunctionalGroupsSequence))
        {
            int referenced = frame.GetItems(Tags.DerivationImageSequence)[0].GetItems(Tags.SourceImageSequence)[0].GetInt32(Tags.ReferencedFrameNumber)!.Value;
            Assert.Equal(
                context.Source.Slices.Single(s => s.FrameNumber == referenced).Header.GetStrings(Tags.ImagePositionPatient),
                frame.GetItems(Tags.PlanePositionSequence)[0].GetStrings(Tags.ImagePositionPatient));
        }
    }

    [Theory]
    [InlineData(SegmentationForm.Binary)]
    [InlineData(SegmentationForm.LabelMap)]
    public void A_result_of_an_image_that_lies_nowhere_names_the_image_and_no_position(SegmentationForm form)
    {
        SourceSeries source = SourceSeries.CreateFlat(SyntheticImages.Radiograph());
        ResultContext context = SyntheticResult.Context(source);
        SyntheticMasks masks = new(1, source.Rows, source.Columns, (segment, _, row, _) => row / 8 == segment);
        DataSet result = Read(SegmentationObject.Build(context, SyntheticResult.Segments, masks, new() { Form = form }));

        Assert.False(result.Contains(Tags.FrameOfReferenceUid));
        foreach (DataSet frame in result.GetItems(Tags.PerFrameFunctionalGroupsSequence))
        {
            Assert.False(frame.Contains(Tags.PlanePositionSequence));
            Assert.Equal(source.Slices[0].SopInstanceUid, frame.GetItems(Tags.DerivationImageSequence)[0].GetItems(Tags.SourceImageSequence)[0].GetString(Tags.ReferencedSopInstanceUid));
            Assert.Single(frame.GetItems(Tags.FrameContentSequence)[0].GetDoubles(Tags.DimensionIndexValues));
        }
    }

    public static TheoryData<IFrameEncoder, SegmentationForm> Compressions => new()
    {
        { new RleEncoder(), SegmentationForm.LabelMap },
        { new RleEncoder(), SegmentationForm.Fractional },
        { new DeflatedFrameEncoder(), SegmentationForm.Binary },
    };

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Compressed_frames_decode_to_the_same_voxels_of_the_same_instance(IFrameEncoder encoder, SegmentationForm form)
    {
        ResultObject made = Build(s_series, SyntheticMasks.Phantom(s_series), new() { Form = form });
        using MemoryStream spool = new(), file = new();
        Part10File.Write(file, made.Compress(encoder, spool, CancellationToken.None), encoder.TransferSyntax);
        DicomFile read = Part10File.Parse(file.ToArray());
        Assert.Equal(made.SopInstanceUid, read.DataSet.GetString(Tags.SopInstanceUid));
        Assert.Equal(made.DataSet.GetInt32(Tags.NumberOfFrames) * 4, ((FragmentsElement)read.DataSet[Tags.PixelData]!).BasicOffsetTable.Length);
        Assert.Equal(SyntheticMasks.Phantom(s_series).Labels(3), Labels(read, s_series));
    }

    [Fact]
    public void Writing_takes_a_fraction_of_the_memory_of_what_is_written()
    {
        SyntheticSeries series = new("large") { Rows = 512, Columns = 512, Slices = 60 };
        DataSet[] headers = [.. series.DataSets()];
        Array.ForEach(headers, h => h.Remove(Tags.PixelData));
        ResultSegment[] segments = [.. Enumerable.Range(1, 40).Select(i => SyntheticResult.Segments[0] with { Label = $"S{i}" })];
        ResultContext context = SyntheticResult.Context(headers);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ResultObject made = SegmentationObject.Build(context, segments, new Everywhere());
        using NullStream written = new();
        Part10File.Write(written, made.DataSet, made.PreferredTransferSyntax);

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(written.Length > 40L * 60 * 512 * 512 / 8, $"{written.Length}");
        Assert.True(allocated < written.Length / 4, $"{allocated} bytes were allocated for {written.Length}");
    }

    private static ResultObject Build(SyntheticSeries series, ISegmentMasks masks, SegmentationOptions options) =>
        SegmentationObject.Build(SyntheticResult.Context(series), SyntheticResult.Segments, masks, options);

    private static byte[] Bytes(ResultObject result)
    {
        using MemoryStream file = new();
        Part10File.Write(file, result.DataSet, result.PreferredTransferSyntax);
        return file.ToArray();
    }

    private static DicomFile Open(ResultObject result) => Part10File.Parse(Bytes(result));

    private static DataSet Read(ResultObject result) => Open(result).DataSet;

    private static byte[] Labels(DataSet result, SyntheticSeries series) =>
        Labels(new DicomFile(new DataSet(), result, TransferSyntax.ExplicitVrLittleEndian), series);

    /// <summary>By the frames' positions and segments alone, as a reader finds them.</summary>
    private static byte[] Labels(DicomFile file, SyntheticSeries series)
    {
        string[] positions = [.. series.DataSets().Select(s => string.Join('\\', s.GetStrings(Tags.ImagePositionPatient)))];
        byte[] labels = new byte[series.Slices * series.Rows * series.Columns];
        int[] pixels = new int[series.Rows * series.Columns];
        PixelFrames frames = PixelFrames.Open(file.DataSet, file.TransferSyntax, FrameDecoders.Managed);
        foreach ((DataSet frame, int index) in file.DataSet.GetItems(Tags.PerFrameFunctionalGroupsSequence).Select((f, i) => (f, i)))
        {
            int slice = Array.IndexOf(positions, string.Join('\\', frame.GetItems(Tags.PlanePositionSequence)[0].GetStrings(Tags.ImagePositionPatient)));
            int? segment = frame.GetItems(Tags.SegmentIdentificationSequence) is [DataSet item, ..] ? item.GetInt32(Tags.ReferencedSegmentNumber) : null;
            frames.ReadFrame<int>(index, pixels);
            for (int i = 0; i < pixels.Length; i++)
            {
                if (pixels[i] != 0)
                {
                    labels[(slice * pixels.Length) + i] = (byte)(segment ?? pixels[i]);
                }
            }
        }

        return labels;
    }

    /// <summary>0, 1, 2, … along the pixels of one slice of the second segment.</summary>
    private sealed class Ramp : ISegmentProbabilities
    {
        public bool TryReadSlice(int segment, int slice, Span<byte> probabilities)
        {
            for (int i = 0; i < probabilities.Length; i++)
            {
                probabilities[i] = (byte)i;
            }

            return (segment, slice) == (1, 4);
        }
    }

    private sealed class Everywhere : ISegmentMasks
    {
        public bool TryReadSlice(int segment, int slice, Span<byte> mask)
        {
            mask.Fill(1);
            return true;
        }
    }

    /// <summary>Counts, and keeps nothing.</summary>
    private sealed class NullStream : Stream
    {
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => _length += count;

        public override void Write(ReadOnlySpan<byte> buffer) => _length += buffer.Length;
    }
}
