using System.Buffers;
using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Kernels;

namespace DicomNode.Segmenting;

/// <summary>The contours of masks, in the planes of the source's slices: what a SEG holds as pixels, an RT Structure Set holds as these.</summary>
internal sealed class TracedContours(SourceSeries source, ISegmentMasks masks) : IRoiContours
{
    public IReadOnlyList<IReadOnlyList<PatientPoint>> Read(int segment, int slice)
    {
        int pixels = source.Rows * source.Columns;
        byte[] mask = ArrayPool<byte>.Shared.Rent(pixels);
        try
        {
            return masks.TryReadSlice(segment, slice, mask.AsSpan(0, pixels))
                ? [.. Contours.Trace(mask.AsSpan(0, pixels), source.Rows, source.Columns)
                    .Select(polygon => Array.ConvertAll(polygon, p => source.ToPatient(slice, p.Column, p.Row)))]
                : [];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(mask);
        }
    }
}
