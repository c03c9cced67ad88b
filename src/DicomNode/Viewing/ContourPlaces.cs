using DicomNode.Dicom.Iod.Reading;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Reading;

namespace DicomNode.Viewing;

/// <summary>The contours of a region of interest on the slices they lie on, in pixels.</summary>
internal static class ContourPlaces
{
    /// <returns>By slice; null where there is none.</returns>
    public static IReadOnlyList<IReadOnlyList<PixelPoint[]>?> Of(IEnumerable<StoredRoi> rois, SourceGrid grid)
    {
        List<PixelPoint[]>?[] lines = new List<PixelPoint[]>?[grid.Depth];
        foreach (StoredContour contour in rois.SelectMany(r => r.Contours).Where(c => c.Shape != ContourShape.Open && c.Points.Count > 2))
        {
            (int slice, double above) = grid.Nearest(contour.Points[0]);
            if (Math.Abs(above) > grid.ToleranceMm(slice))
            {
                continue; // beyond the series: the reader has said so
            }

            PixelPoint[] line = new PixelPoint[contour.Points.Count];
            for (int i = 0; i < line.Length; i++)
            {
                (double column, double row) = grid.ToPixel(slice, contour.Points[i]);
                line[i] = new(Math.Round(column, 4), Math.Round(row, 4)); // the way back along a keyhole has to meet the way there
            }

            (lines[slice] ??= []).AddRange(KeyholeCut.Run(line));
        }

        return lines;
    }
}
