using DicomNode.Dicom.Iod.Reading;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Reading;

/// <summary>
/// Puts the frames of a segmentation onto the slices of a series, by where they lie; by the image they name only where they do not say it.
/// Slices without a frame are background.
/// </summary>
internal static class SegmentationPlacement
{
    public static ReadStructures Place(StoredSegmentation stored, SourceGrid grid, ReadingOptions options, CancellationToken cancellationToken)
    {
        RequireFrameOfReference(stored, grid, options);
        SegmentTable segments = new(stored, grid);
        ushort[] values = new ushort[stored.Rows * stored.Columns];
        int placed = 0, outside = 0;
        long cut = 0;
        foreach (StoredFrame frame in stored.Frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            stored.ReadFrame(frame.Index, values);
            if (!segments.Any(frame, values, options.Threshold))
            {
                continue; // an empty frame may lie where it likes
            }

            if (Locate(stored, frame, grid) is (int slice, PixelMap map))
            {
                cut += segments.Add(frame, values, options.Threshold, slice, map);
                placed++;
            }
            else
            {
                outside++;
            }
        }

        if (placed == 0 && outside > 0)
        {
            throw new VolumeException($"All {outside} frames of the segmentation lie beyond the first or the last slice of series {grid.SeriesInstanceUid}.");
        }

        return new(grid, segments.Structures, [.. Warnings(stored, segments, outside, cut)]);
    }

    private static void RequireFrameOfReference(StoredSegmentation stored, SourceGrid grid, ReadingOptions options)
    {
        bool isSame = stored.FrameOfReferenceUid is not null && stored.FrameOfReferenceUid == grid.FrameOfReferenceUid;
        if (isSame || (options.AnyFrameOfReference && grid.HasGeometry))
        {
            return;
        }

        if (stored.FrameOfReferenceUid is not null && grid.HasGeometry)
        {
            throw new VolumeException(
                $"The segmentation lies in frame of reference {stored.FrameOfReferenceUid}, series {grid.SeriesInstanceUid} in {grid.FrameOfReferenceUid}.");
        }

        if (stored.Frames.Any(f => f.SourceInstanceUid is null || grid.SliceOf(f.SourceInstanceUid, f.SourceFrame) is null))
        {
            throw new VolumeException($"There is no frame of reference in common, and not all frames of the segmentation name an image of series {grid.SeriesInstanceUid}.");
        }
    }

    /// <returns>Null: beyond the first or the last slice.</returns>
    private static (int Slice, PixelMap Map)? Locate(StoredSegmentation stored, StoredFrame frame, SourceGrid grid)
    {
        if (frame.Plane is not FramePlane plane || !grid.HasGeometry)
        {
            return frame.SourceInstanceUid is string uid && grid.SliceOf(uid, frame.SourceFrame) is int named
                ? stored.Rows == grid.Rows && stored.Columns == grid.Columns
                    ? (named, new(0, 0, 1, 0, 0, 1))
                    : throw new VolumeException($"{Name(frame)} has {stored.Columns}x{stored.Rows} pixels and no position; the images of the series have {grid.Columns}x{grid.Rows}.")
                : throw new VolumeException($"{Name(frame)} says neither where it lies nor which image of the series it belongs to.");
        }

        (int slice, double above) = grid.Nearest(plane.ToPatient(0, 0));
        if (grid.IsOutside(slice, above))
        {
            return null;
        }

        double tolerance = grid.ToleranceMm(slice);
        if (Math.Abs(above) > tolerance)
        {
            throw new VolumeException($"{Name(frame)} lies {SourceGrid.Mm(Math.Abs(above))} from slice {slice + 1}, the nearest of the series; at most {SourceGrid.Mm(tolerance)} is the same slice.");
        }

        foreach ((int c, int r) in (ReadOnlySpan<(int, int)>)[(stored.Columns - 1, 0), (0, stored.Rows - 1)])
        {
            if (Math.Abs(grid.AboveMm(slice, plane.ToPatient(c, r))) > tolerance)
            {
                throw new VolumeException($"{Name(frame)} is not parallel to the slices of the series.");
            }
        }

        return PixelMap.Of(plane, stored.Rows, stored.Columns, grid, slice) is PixelMap map
            ? (slice, map)
            : throw new VolumeException($"{Name(frame)} has other pixels than the images of the series: {SourceGrid.Mm(plane.RowSpacingMm)} by {SourceGrid.Mm(plane.ColumnSpacingMm)}, or shifted by a part of one.");
    }

    private static IEnumerable<string> Warnings(StoredSegmentation stored, SegmentTable segments, int outside, long cut)
    {
        if (segments.Undescribed.Count > 0)
        {
            yield return $"Segments {string.Join(", ", segments.Undescribed)} have pixels and no description.";
        }

        if (outside > 0)
        {
            yield return $"{outside} of {stored.Frames.Count} frames lie beyond the first or the last slice of the series and are left out.";
        }

        if (cut > 0)
        {
            yield return $"{cut} voxels lie beside the images of the series and are left out.";
        }
    }

    private static string Name(StoredFrame frame) =>
        frame.SegmentNumber is int segment ? $"Frame {frame.Index + 1} of the segmentation (segment {segment})" : $"Frame {frame.Index + 1} of the label map";
}
