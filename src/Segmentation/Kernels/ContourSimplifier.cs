namespace DicomNode.Segmentation.Kernels;

/// <summary>
/// Leaves out points of the polygons of a slice, so that no part of a line moves by more than a tolerance and no two lines come to touch or cross that did not before.
/// A point may go when the corner it cuts off, a closed triangle, holds no other point of any polygon: then nothing lies between the old line and the new one. Points that are
/// there twice, where pixels touch at a corner and where keyholes begin and end, stay.
/// The middles of traced lines are points to choose from too, and the corners of pixels go first: a slanting edge is then drawn through the middles of its steps, not along their
/// outer or inner corners, so that areas neither grow nor shrink by it.
/// </summary>
internal sealed class ContourSimplifier
{
    private const int Fixed = -1, Removed = -2; // versions of points that are not, or no longer, up for removal

    private readonly PixelPoint[] _points; // of all polygons, one behind the other
    private readonly int[] _polygonOf, _next, _previous, _version;
    private readonly int[] _firsts, _remaining; // by polygon
    private readonly OccupiedCorners _occupied;
    private readonly double _columnMm, _rowMm, _toleranceMm;
    private readonly PriorityQueue<(int Point, int Version), (bool IsMiddle, double ErrorMm, int Point)> _candidates = new();

    private ContourSimplifier(IReadOnlyList<PixelPoint[]> polygons, double rowMm, double columnMm, double toleranceMm)
    {
        (_rowMm, _columnMm, _toleranceMm) = (rowMm, columnMm, toleranceMm);
        _points = [.. polygons.SelectMany(p => p)];
        _occupied = OccupiedCorners.Of(_points);
        (_polygonOf, _next, _previous, _version) = (new int[_points.Length], new int[_points.Length], new int[_points.Length], new int[_points.Length]);
        (_firsts, _remaining) = (new int[polygons.Count], [.. polygons.Select(p => p.Length)]);
        for (int polygon = 0, first = 0; polygon < polygons.Count; first += polygons[polygon++].Length)
        {
            _firsts[polygon] = first;
            for (int i = 0, count = polygons[polygon].Length; i < count; i++)
            {
                _polygonOf[first + i] = polygon;
                _next[first + i] = first + ((i + 1) % count);
                _previous[first + i] = first + ((i + count - 1) % count);
            }
        }
    }

    /// <param name="polygons">Of one slice, as <see cref="Contours.Trace(ReadOnlySpan{byte}, int, int)"/> gives them: points at half pixels.</param>
    /// <param name="rowMm">Between rows.</param>
    /// <param name="columnMm">Between columns.</param>
    /// <param name="toleranceMm">How far a line may move.</param>
    /// <param name="isFixed">Points that stay in any case.</param>
    public static IReadOnlyList<PixelPoint[]> Run(
        IReadOnlyList<PixelPoint[]> polygons, double rowMm, double columnMm, double toleranceMm, Predicate<PixelPoint> isFixed)
    {
        if (polygons.Count == 0)
        {
            return polygons;
        }

        OccupiedCorners corners = OccupiedCorners.Of([.. polygons.SelectMany(p => p)]);
        ContourSimplifier simplifier = new([.. polygons.Select(p => WithMiddles(p, corners, isFixed))], rowMm, columnMm, toleranceMm);
        simplifier.RemoveAll(isFixed);
        return [.. Enumerable.Range(0, polygons.Count).Select(simplifier.Polygon)];
    }

    /// <summary>Adds the middle of every line with two ends of which one may go.</summary>
    private static PixelPoint[] WithMiddles(PixelPoint[] polygon, OccupiedCorners corners, Predicate<PixelPoint> isFixed)
    {
        List<PixelPoint> points = new(2 * polygon.Length);
        for (int i = 0; i < polygon.Length; i++)
        {
            PixelPoint here = polygon[i], next = polygon[i + 1 < polygon.Length ? i + 1 : 0];
            points.Add(here);
            if (corners.Count(here) == 1 && corners.Count(next) == 1 && !(isFixed(here) && isFixed(next)))
            {
                points.Add(new((here.Column + next.Column) / 2, (here.Row + next.Row) / 2));
            }
        }

        return [.. points];
    }

    /// <summary>The point that moves the line least goes first.</summary>
    private void RemoveAll(Predicate<PixelPoint> isFixed)
    {
        for (int i = 0; i < _points.Length; i++)
        {
            _version[i] = _occupied.Count(_points[i]) > 1 || isFixed(_points[i]) ? Fixed : 0;
        }

        for (int i = 0; i < _points.Length; i++)
        {
            Offer(i);
        }

        while (_candidates.TryDequeue(out (int Point, int Version) candidate, out _))
        {
            (int b, int a, int c) = (candidate.Point, _previous[candidate.Point], _next[candidate.Point]);
            if (candidate.Version == _version[b] && _remaining[_polygonOf[b]] > 3 && !_occupied.IsInTriangle(_points[a], _points[b], _points[c]))
            {
                (_next[a], _previous[c], _version[b]) = (c, a, Removed);
                _remaining[_polygonOf[b]]--;
                _occupied.Remove(_points[b]);
                Renew(a);
                Renew(c);
            }
        }
    }

    /// <summary>Its neighbours changed: what was known of leaving it out no longer holds.</summary>
    private void Renew(int point)
    {
        if (_version[point] >= 0)
        {
            _version[point]++;
            Offer(point);
        }
    }

    private void Offer(int point)
    {
        if (_version[point] >= 0 && ErrorMm(_previous[point], _next[point]) is double error && error <= _toleranceMm)
        {
            _candidates.Enqueue((point, _version[point]), (IsMiddle(point), error, point));
        }
    }

    private bool IsMiddle(int point)
    {
        (PixelPoint a, PixelPoint b, PixelPoint c) = (_points[TracedBefore(point)], _points[point], _points[Traced(point)]);
        return (a.Row == b.Row && b.Row == c.Row) || (a.Column == b.Column && b.Column == c.Column);
    }

    /// <summary>
    /// How far the traced line between two points lies from the straight one. It is furthest at one of its points; and as it joins the two ends, no part of the straight
    /// line is further from it either.
    /// </summary>
    private double ErrorMm(int a, int c)
    {
        double furthest = 0;
        for (int i = Traced(a); i != c && furthest <= _toleranceMm; i = Traced(i))
        {
            furthest = Math.Max(furthest, DistanceMm(_points[i], _points[a], _points[c]));
        }

        return furthest;
    }

    /// <summary>The point behind another as it was traced.</summary>
    private int Traced(int point) =>
        point + 1 < _points.Length && _polygonOf[point + 1] == _polygonOf[point] ? point + 1 : _firsts[_polygonOf[point]];

    private int TracedBefore(int point)
    {
        int polygon = _polygonOf[point];
        return point > _firsts[polygon] ? point - 1 : (polygon + 1 < _firsts.Length ? _firsts[polygon + 1] : _points.Length) - 1;
    }

    private double DistanceMm(PixelPoint p, PixelPoint a, PixelPoint c)
    {
        double x = (c.Column - a.Column) * _columnMm, y = (c.Row - a.Row) * _rowMm, px = (p.Column - a.Column) * _columnMm, py = (p.Row - a.Row) * _rowMm;
        double length = (x * x) + (y * y), part = length > 0 ? Math.Clamp(((px * x) + (py * y)) / length, 0, 1) : 0;
        (px, py) = (px - (part * x), py - (part * y));
        return Math.Sqrt((px * px) + (py * py));
    }

    private PixelPoint[] Polygon(int polygon)
    {
        PixelPoint[] left = new PixelPoint[_remaining[polygon]];
        for (int i = _firsts[polygon], count = 0; count < left.Length; i++)
        {
            if (_version[i] != Removed)
            {
                left[count++] = _points[i];
            }
        }

        return left;
    }
}
