using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Demo;

/// <summary>Fills the contours of an RT Structure Set on a grid: a pixel belongs to a structure when its centre lies in one of its polygons. PS3.3 §C.8.8.6.</summary>
internal static class StructureSetReader
{
    /// <summary>The masks by ROIName, each in the shape [z, y, x] of the grid.</summary>
    /// <exception cref="DicomDataException">A contour does not lie on a slice of the grid.</exception>
    public static IReadOnlyDictionary<string, byte[]> Read(string path, VolumeShape shape, Geometry grid)
    {
        DataSet file = Part10File.Read(path).DataSet;
        Dictionary<int, string> names = file.GetItems(Tags.StructureSetRoiSequence)
            .ToDictionary(r => r.GetInt32(Tags.RoiNumber)!.Value, r => r.GetString(Tags.RoiName)!);
        Dictionary<string, byte[]> masks = names.Values.ToDictionary(n => n, _ => new byte[shape.Length], StringComparer.Ordinal);
        foreach (DataSet roi in file.GetItems(Tags.RoiContourSequence))
        {
            byte[] mask = masks[names[roi.GetInt32(Tags.ReferencedRoiNumber)!.Value]];
            foreach (DataSet contour in roi.GetItems(Tags.ContourSequence))
            {
                Vector3D[] points = Points(contour.GetDoubles(Tags.ContourData));
                int slice = GridIndex.Slice(grid, points[0], shape.Depth);
                Fill(points, grid, mask.AsSpan(slice * shape.SliceLength, shape.SliceLength), shape);
            }
        }

        return masks;
    }

    private static Vector3D[] Points(IReadOnlyList<double> data)
    {
        Vector3D[] points = new Vector3D[data.Count / 3];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = new(data[3 * i], data[(3 * i) + 1], data[(3 * i) + 2]);
        }

        return points;
    }

    /// <summary>Even-odd rule, a row of pixel centres at a time.</summary>
    private static void Fill(Vector3D[] points, Geometry grid, Span<byte> mask, VolumeShape shape)
    {
        List<double>[] crossings = [.. Enumerable.Range(0, shape.Height).Select(_ => new List<double>())];
        for (int i = 0; i < points.Length; i++)
        {
            Vector3D a = points[i], b = points[(i + 1) % points.Length];
            (double ax, double ay, double bx, double by) = (GridIndex.Column(grid, a), GridIndex.Row(grid, a), GridIndex.Column(grid, b), GridIndex.Row(grid, b));
            if (ay > by)
            {
                (ax, ay, bx, by) = (bx, by, ax, ay);
            }

            // rows with ay <= row < by: an end point shared by two edges counts once
            for (int row = Math.Max(0, (int)Math.Ceiling(ay)); row < by && row < shape.Height; row++)
            {
                crossings[row].Add(ax + ((row - ay) / (by - ay) * (bx - ax)));
            }
        }

        for (int row = 0; row < shape.Height; row++)
        {
            crossings[row].Sort();
            for (int k = 0; k + 1 < crossings[row].Count; k += 2)
            {
                int from = Math.Max(0, (int)Math.Ceiling(crossings[row][k])), to = Math.Min(shape.Width, (int)Math.Ceiling(crossings[row][k + 1]));
                if (from < to)
                {
                    mask.Slice((row * shape.Width) + from, to - from).Fill(1);
                }
            }
        }
    }
}
