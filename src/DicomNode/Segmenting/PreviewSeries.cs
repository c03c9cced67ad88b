using DicomNode.Dicom.Iod;
using DicomNode.Preview;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmenting;

/// <summary>A few slices with the edges of structures drawn in, for viewers that show neither segmentations nor structure sets.</summary>
/// <param name="grid">Of the source.</param>
/// <param name="volumesMl">Of <paramref name="structures"/>, in their order.</param>
/// <param name="masks">Of the same.</param>
/// <param name="values">Of the source, a slice at a time.</param>
internal sealed class PreviewSeries(
    ResultContext context, Geometry grid, IReadOnlyList<ResultSegment> structures, IReadOnlyList<double> volumesMl, ISegmentMasks masks, SliceValues values)
{
    private const string Warning = "NOT FOR DIAGNOSTIC USE";
    private const int MostSlices = 9, UsualSide = 512;
    private readonly SourceSeries _source = context.Source;

    public IEnumerable<ResultObject> Build(CancellationToken cancellationToken)
    {
        int[][] areas = [.. Enumerable.Range(0, structures.Count).Select(s => Areas(s, cancellationToken))];
        IReadOnlyList<int> slices = KeySlices.Choose(areas, MostSlices);
        int[][] shown = [.. slices.Select(z => Enumerable.Range(0, structures.Count).Where(s => areas[s][z] > 0).ToArray())];
        int lines = shown.Select(s => s.Length).DefaultIfEmpty(0).Max();
        for (int i = 0; i < slices.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RgbImage page = Draw(slices[i], shown[i], lines);
            yield return SecondaryCaptureObject.Build(context, structures, new(slices[i], page.Height, page.Width, page.Pixels), i + 1);
        }
    }

    private RgbImage Draw(int slice, int[] shown, int lines)
    {
        VolumeShape shape = new(1, _source.Rows, _source.Columns);
        float[] gray = new float[shape.Length];
        values(slice, gray);
        GrayWindow window = GrayWindow.Of(_source.Slices[slice].Header, gray);
        int scale = Math.Max(1, UsualSide / Math.Max(_source.Rows, _source.Columns));
        RgbImage image = SegmentationPreview.Draw(
            new(gray, shape, grid), [.. shown.Select(s => Structure(s, slice))], PreviewPlane.Slice, 1, window.Centre, window.Width, scale);
        LegendPanel panel = new(
            [context.Title, $"{context.Identity.ModelId} {context.Identity.ModelVersion}", $"Slice {slice + 1} of {_source.Slices.Count}"], Warning);
        return panel.Beside(image, [.. shown.Select(s => new LegendLine(structures[s].Label, structures[s].Color, volumesMl[s]))], lines);
    }

    private PreviewStructure Structure(int segment, int slice)
    {
        byte[] mask = new byte[_source.PixelsPerFrame];
        masks.TryReadSlice(segment, slice, mask);
        return new(structures[segment].Label, structures[segment].Color, mask) { IsOutline = true };
    }

    private int[] Areas(int segment, CancellationToken cancellationToken)
    {
        byte[] mask = new byte[_source.PixelsPerFrame];
        int[] areas = new int[_source.Slices.Count];
        for (int z = 0; z < areas.Length; z++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            areas[z] = masks.TryReadSlice(segment, z, mask) ? mask.AsSpan().Count((byte)1) : 0;
        }

        return areas;
    }
}
