using DicomNode.Dicom.Iod.Reading;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Reading;

/// <summary>
/// Fills the contours of a structure set on the slices of a series. Contours are matched by frame of reference and plane: the images that they name are often
/// not those at hand. All contours of a region on one slice are filled together by the even-odd rule, so that a hole may be a keyhole or a contour of its own.
/// </summary>
internal static class StructureSetPlacement
{
    public static ReadStructures Place(StoredStructureSet stored, SourceGrid grid, ReadingOptions options, CancellationToken cancellationToken)
    {
        if (!grid.HasGeometry)
        {
            throw new VolumeException($"The images of series {grid.SeriesInstanceUid} lie nowhere in space: contours have no place on them.");
        }

        List<string> warnings = [];
        List<ReadStructure> structures = [];
        StoredRoi[] here = [.. stored.Rois.Where(r => options.AnyFrameOfReference || r.FrameOfReferenceUid == grid.FrameOfReferenceUid)];
        if (here.Length == 0 && stored.Rois.Count > 0)
        {
            throw new VolumeException(
                $"The structure set lies in frame of reference {string.Join(", ", stored.Rois.Select(r => r.FrameOfReferenceUid ?? "(none)").Distinct())}, series {grid.SeriesInstanceUid} in {grid.FrameOfReferenceUid}.");
        }

        warnings.AddRange(stored.Rois.Except(here).Select(r => $"ROI {r.Number} lies in another frame of reference, {r.FrameOfReferenceUid ?? "(none)"}, and is left out."));
        foreach (StoredRoi roi in here)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadStructure structure = new(roi.Number, roi.Name, grid);
            warnings.AddRange(Fill(roi, structure, grid));
            structures.Add(structure);
        }

        if (structures.Count > 0 && structures.TrueForAll(s => s.Voxels == 0) && here.Any(r => r.Contours.Count > 0) && warnings.Count > 0)
        {
            throw new VolumeException($"No contour of the structure set encloses a voxel of series {grid.SeriesInstanceUid}. {string.Join(' ', warnings)}");
        }

        return new(grid, structures, warnings);
    }

    private static IEnumerable<string> Fill(StoredRoi roi, ReadStructure structure, SourceGrid grid)
    {
        int outside = 0, open = 0;
        for (int i = 0; i < roi.Contours.Count; i++)
        {
            StoredContour contour = roi.Contours[i];
            if (contour.Shape == ContourShape.Open || contour.Points.Count < 3)
            {
                open++;
            }
            else if (SliceOf(contour, $"Contour {i + 1} of ROI {roi.Number}", grid) is int slice)
            {
                SliceBits bits = structure.On(slice);
                PixelFill(contour, slice, grid, bits);
            }
            else
            {
                outside++;
            }
        }

        if (open > 0)
        {
            yield return $"ROI {roi.Number}: {open} of {roi.Contours.Count} contours enclose nothing (points, open lines).";
        }

        if (outside > 0)
        {
            yield return $"ROI {roi.Number}: {outside} of {roi.Contours.Count} contours lie beyond the first or the last slice of the series and are left out.";
        }
    }

    private static void PixelFill(StoredContour contour, int slice, SourceGrid grid, SliceBits bits)
    {
        PixelPoint[] polygon = new PixelPoint[contour.Points.Count];
        for (int i = 0; i < polygon.Length; i++)
        {
            (double column, double row) = grid.ToPixel(slice, contour.Points[i]);
            polygon[i] = new(column, row);
        }

        PolygonFill.Run(polygon, grid.Rows, grid.Columns, bits.Toggle);
    }

    /// <returns>Null: beyond the first or the last slice.</returns>
    private static int? SliceOf(StoredContour contour, string name, SourceGrid grid)
    {
        (int slice, double above) = grid.Nearest(contour.Points[0]);
        if (grid.IsOutside(slice, above) && contour.Points.All(p => grid.IsOutside(slice, grid.AboveMm(slice, p))))
        {
            return null;
        }

        double tolerance = grid.ToleranceMm(slice), furthest = contour.Points.Max(p => Math.Abs(grid.AboveMm(slice, p)));
        return furthest <= tolerance
            ? slice
            : throw new VolumeException($"{name} lies up to {SourceGrid.Mm(furthest)} from slice {slice + 1}, the nearest of the series; at most {SourceGrid.Mm(tolerance)} is the same slice.");
    }
}
