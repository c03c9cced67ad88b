using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>
/// The greatest distance between two points of a structure's surface (IBSI L0JK). The points are those where a surface at half height crosses the grid, the
/// middles of the faces between a voxel inside and one outside: the vertices of the mesh that PyRadiomics makes. Exact: only what cannot be an end is passed over.
/// </summary>
/// <remarks>
/// The ends are corners of the convex hull, so of a plane of such points its hull is enough, and of a row its first and last point. Two planes (or a point and
/// a plane) are not looked at when circles around their points are nearer to each other than two points that are known.
/// </remarks>
public sealed class MaximumDiameter
{
    private readonly Geometry _geometry;
    private readonly Vector3D _normal;
    private readonly List<Plane> _planes = [];

    private MaximumDiameter(Geometry geometry)
    {
        Vector3D normal = Vector3D.Cross(geometry.ColumnStep, geometry.RowStep);
        (_geometry, _normal) = (geometry, normal.Normalized());
    }

    /// <param name="masks">Where the voxels are.</param>
    /// <param name="segment">Which of them.</param>
    /// <param name="shape">Of the grid.</param>
    /// <param name="geometry">Where the grid lies; any affine map.</param>
    /// <param name="cancellationToken">Looked at between slices.</param>
    /// <returns>In mm; 0 when there is no voxel.</returns>
    public static double Of(ISegmentMasks masks, int segment, VolumeShape shape, Geometry geometry, CancellationToken cancellationToken)
    {
        MaximumDiameter diameter = new(geometry);
        byte[] below = new byte[shape.SliceLength], here = new byte[shape.SliceLength], difference = new byte[shape.SliceLength];
        bool wasThere = false;
        for (int z = 0; z <= shape.Depth; z++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool isThere = z < shape.Depth && masks.TryReadSlice(segment, z, here);
            if (!isThere)
            {
                here.AsSpan().Clear();
            }

            if (isThere || wasThere)
            {
                for (int i = 0; i < difference.Length; i++)
                {
                    difference[i] = (byte)(below[i] ^ here[i]);
                }

                diameter.Add(z - 0.5, Points(difference, shape, hasSides: false));
                diameter.Add(z, Points(here, shape, hasSides: true));
            }

            (below, here, wasThere) = (here, below, isThere);
        }

        return Math.Sqrt(diameter.Search(cancellationToken));
    }

    /// <summary>The first and the last point of every row, rows ascending.</summary>
    /// <param name="hasSides">Points are the middles of pixel edges; otherwise pixels themselves.</param>
    private static List<PixelPoint> Points(ReadOnlySpan<byte> mask, VolumeShape shape, bool hasSides)
    {
        List<PixelPoint> points = [];
        Span<byte> edges = hasSides ? new byte[shape.Width] : [];
        for (int y = 0; y <= shape.Height; y++)
        {
            ReadOnlySpan<byte> row = y < shape.Height ? mask.Slice(y * shape.Width, shape.Width) : default;
            if (hasSides)
            {
                ReadOnlySpan<byte> above = y > 0 ? mask.Slice((y - 1) * shape.Width, shape.Width) : default;
                for (int x = 0; x < edges.Length; x++)
                {
                    edges[x] = (byte)((above.IsEmpty ? 0 : above[x]) ^ (row.IsEmpty ? 0 : row[x]));
                }

                AddEnds(points, edges, y - 0.5, beyond: 0);
            }

            AddEnds(points, row, y, hasSides ? 0.5 : 0);
        }

        return points;
    }

    private static void AddEnds(List<PixelPoint> points, ReadOnlySpan<byte> row, double y, double beyond)
    {
        int first = row.IndexOfAnyExcept((byte)0);
        if (first >= 0)
        {
            points.Add(new(first - beyond, y));
            points.Add(new(row.LastIndexOfAnyExcept((byte)0) + beyond, y));
        }
    }

    private void Add(double slice, List<PixelPoint> points)
    {
        if (points.Count > 0)
        {
            Vector3D[] corners = [.. Hull(points).Select(p => _geometry.ToPatient(slice, p.Row, p.Column))];
            Vector3D centre = corners.Aggregate(default(Vector3D), (sum, p) => sum + p) * (1.0 / corners.Length);
            _planes.Add(new(corners, centre, corners.Max(c => (c - centre).Length)));
        }
    }

    /// <summary>Andrew's monotone chain.</summary>
    /// <param name="points">Rows ascending, columns ascending in a row.</param>
    private static List<PixelPoint> Hull(List<PixelPoint> points)
    {
        List<PixelPoint> hull = [];
        foreach (IEnumerable<PixelPoint> way in (ReadOnlySpan<IEnumerable<PixelPoint>>)[points, Enumerable.Reverse(points)])
        {
            int start = hull.Count;
            foreach (PixelPoint point in way)
            {
                while (hull.Count >= start + 2 && Turn(hull[^2], hull[^1], point) <= 0)
                {
                    hull.RemoveAt(hull.Count - 1);
                }

                hull.Add(point);
            }

            hull.RemoveAt(hull.Count - 1); // the next way begins with it
        }

        return hull.Count > 0 ? hull : [points[0]];
    }

    private static double Turn(PixelPoint a, PixelPoint b, PixelPoint c) =>
        ((b.Row - a.Row) * (c.Column - a.Column)) - ((b.Column - a.Column) * (c.Row - a.Row));

    /// <summary>The square of the greatest distance.</summary>
    private double Search(CancellationToken cancellationToken)
    {
        double best = 0;
        for (int distance = _planes.Count - 1; distance >= 0; distance--) // planes far from each other first: they prune the rest
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i + distance < _planes.Count; i++)
            {
                best = Greatest(_planes[i], _planes[i + distance], best);
            }
        }

        return best;
    }

    private double Greatest(Plane a, Plane b, double best)
    {
        if (Bound(a.Centre, b, a.Radius) <= best)
        {
            return best;
        }

        foreach (Vector3D p in a.Corners)
        {
            if (Bound(p, b, 0) > best)
            {
                foreach (Vector3D q in b.Corners)
                {
                    Vector3D way = q - p;
                    best = Math.Max(best, Vector3D.Dot(way, way));
                }
            }
        }

        return best;
    }

    /// <summary>No point of the plane is farther from the circle around <paramref name="from"/>, which is parallel to it; the square of that.</summary>
    private double Bound(Vector3D from, Plane plane, double radius)
    {
        Vector3D way = plane.Centre - from;
        double across = Vector3D.Dot(way, _normal);
        double along = Math.Sqrt(Math.Max(0, Vector3D.Dot(way, way) - (across * across))) + plane.Radius + radius;
        return (across * across) + (along * along);
    }

    private readonly record struct Plane(Vector3D[] Corners, Vector3D Centre, double Radius);
}
