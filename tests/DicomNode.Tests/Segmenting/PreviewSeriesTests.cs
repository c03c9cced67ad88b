using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Volumes;
using DicomNode.Segmenting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Segmenting;

public class PreviewSeriesTests
{
    private static readonly SyntheticSeries s_series = new("preview") { SpacingMm = (2, 2) };
    private static readonly Geometry s_grid = new(new(0, 0, 0), new(2, 0, 0), new(0, 2, 0), new(0, 0, 3));

    [Fact]
    public void Edges_are_drawn_on_the_slices_where_structures_are_and_every_image_names_its_source()
    {
        // the first on slices 2 to 4, largest on 3; the second on slice 9; the third nowhere
        SyntheticMasks masks = new(s_series.Slices, s_series.Rows, s_series.Columns, (segment, slice, row, column) =>
            segment == 0 ? slice is 2 or 3 or 4 && row is >= 10 and < 20 && column >= 10 && column < (slice == 3 ? 30 : 20) : segment == 1 && slice == 9 && row < 5 && column < 5);
        ResultContext context = SyntheticResult.Context(s_series);
        ResultObject[] made = Build(context, masks);

        Assert.Equal(
            [context.Source.Slices[3].SopInstanceUid, context.Source.Slices[9].SopInstanceUid],
            made.Select(m => m.DataSet.GetItems(Tags.SourceImageSequence)[0].GetString(Tags.ReferencedSopInstanceUid)));
        Assert.Equal([1, 2], made.Select(m => m.DataSet.GetInt32(Tags.InstanceNumber)));
        Assert.Equal(2, made.Select(m => m.SopInstanceUid).Distinct().Count());
        Assert.Single(made.Select(m => m.DataSet.GetString(Tags.SeriesInstanceUid)).Distinct());

        RgbColor liver = SyntheticResult.Segments[0].Color, spleen = SyntheticResult.Segments[1].Color;
        Assert.Equal(liver, At(made[0], 10 * 8, 10 * 8)); // 64 columns are drawn eight times as large
        Assert.Equal(liver, At(made[0], (30 * 8) - 1, (20 * 8) - 1));
        Assert.True(IsGray(At(made[0], 15 * 8, 15 * 8))); // inside there is the image alone
        Assert.True(IsGray(At(made[0], 30 * 8, 20 * 8)));
        Assert.Equal(spleen, At(made[1], 0, 0));
    }

    [Fact]
    public void The_same_result_gives_the_same_bytes_and_another_version_of_the_model_other_instances()
    {
        SyntheticMasks masks = SyntheticMasks.Phantom(s_series);
        ResultObject[] once = Build(SyntheticResult.Context(s_series), masks), again = Build(SyntheticResult.Context(s_series), masks);
        Assert.Equal(once.Select(Bytes), again.Select(Bytes));
        ResultObject[] other = Build(SyntheticResult.Context(s_series.DataSets(), "2.0"), masks);
        Assert.Empty(once.Select(o => o.SopInstanceUid).Intersect(other.Select(o => o.SopInstanceUid)));
    }

    [Fact]
    public void Of_a_hundred_structures_no_more_than_nine_slices_are_shown()
    {
        ResultSegment[] segments = [.. Enumerable.Range(1, 100).Select(i => SyntheticResult.Segments[0] with { Label = $"S{i}" })];
        SyntheticMasks masks = new(s_series.Slices, s_series.Rows, s_series.Columns, (segment, slice, row, column) => slice == segment % s_series.Slices && (row * s_series.Columns) + column == segment);
        Assert.Equal(9, Build(SyntheticResult.Context(s_series), masks, segments).Length);
    }

    private static ResultObject[] Build(ResultContext context, ISegmentMasks masks, IReadOnlyList<ResultSegment>? segments = null)
    {
        segments ??= SyntheticResult.Segments;
        return [.. new PreviewSeries(context, s_grid, segments, [.. segments.Select(_ => 12.5)], masks, (z, values) => values.Fill(z)).Build(CancellationToken.None)];
    }

    private static RgbColor At(ResultObject made, int column, int row)
    {
        ReadOnlySpan<byte> pixels = made.DataSet.GetBytes(Tags.PixelData).Span[(((row * made.DataSet.GetInt32(Tags.Columns)!.Value) + column) * 3)..];
        return new(pixels[0], pixels[1], pixels[2]);
    }

    private static bool IsGray(RgbColor color) => color.Red == color.Green && color.Green == color.Blue;

    private static string Bytes(ResultObject made)
    {
        using MemoryStream stream = new();
        Part10File.Write(stream, made.DataSet, made.PreferredTransferSyntax);
        return Convert.ToHexString(stream.ToArray());
    }
}
