using System.Buffers;
using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Kernels;

namespace DicomNode.Segmenting;

/// <summary>The contours of masks, in the planes of the source's slices: what a SEG holds as pixels, an RT Structure Set holds as these, within the limits of who receives it.</summary>
internal sealed class TracedContours(SourceSeries source, ISegmentMasks masks, RtStructureSetOptions options) : IRoiContours
{
    private readonly ContourLimits _limits = new(options.ToleranceMm, options.MaxContourPoints);
    private readonly (double Row, double Column) _spacingMm = (DistanceMm(source, 0, 1), DistanceMm(source, 1, 0));

    public TracedContours(SourceSeries source, ISegmentMasks masks)
        : this(source, masks, RtStructureSetOptions.Default)
    {
    }

    public IReadOnlyList<IReadOnlyList<PatientPoint>> Read(int segment, int slice)
    {
        int pixels = source.Rows * source.Columns;
        byte[] mask = ArrayPool<byte>.Shared.Rent(pixels);
        try
        {
            return masks.TryReadSlice(segment, slice, mask.AsSpan(0, pixels))
                ? [.. Contours.Trace(mask.AsSpan(0, pixels), source.Rows, source.Columns, _spacingMm.Row, _spacingMm.Column, _limits)
                    .Select(polygon => Array.ConvertAll(polygon, p => source.ToPatient(slice, p.Column, p.Row)))]
                : [];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(mask);
        }
    }

    private static double DistanceMm(SourceSeries source, double column, double row)
    {
        (PatientPoint origin, PatientPoint there) = (source.ToPatient(0, 0, 0), source.ToPatient(0, column, row));
        (double x, double y, double z) = (there.X - origin.X, there.Y - origin.Y, there.Z - origin.Z);
        return Math.Sqrt((x * x) + (y * y) + (z * z));
    }
}
