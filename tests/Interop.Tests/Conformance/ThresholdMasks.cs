using System.Runtime.InteropServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>All pixels above a value, for each segment another one: cheap masks on real images, full of holes, islands and single pixels.</summary>
/// <param name="thresholds">By segment, in the unit of the rescaled values.</param>
internal sealed class ThresholdMasks(SourceSeries source, params IReadOnlyList<double> thresholds) : ISegmentMasks
{
    public bool TryReadSlice(int segment, int slice, Span<byte> mask)
    {
        DataSet header = source.Slices[slice].Header;
        double slope = header.GetDouble(Tags.RescaleSlope) ?? 1, intercept = header.GetDouble(Tags.RescaleIntercept) ?? 0;
        ReadOnlySpan<short> pixels = MemoryMarshal.Cast<byte, short>(header.GetBytes(Tags.PixelData).Span);
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = (byte)((pixels[i] * slope) + intercept > thresholds[segment] ? 1 : 0);
        }

        return mask.Contains((byte)1);
    }
}
