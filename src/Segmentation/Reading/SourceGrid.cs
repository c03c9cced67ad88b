using System.Globalization;
using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Reading;

/// <summary>
/// The slices of a series as planes, ascending along their normal, at any distances: from points in the patient to slices and pixels.
/// It maps a point P to column = (P - position) · row direction / column spacing, row = (P - position) · column direction / row spacing. PS3.3 §C.7.6.2.1.1.
/// </summary>
public sealed class SourceGrid
{
    /// <summary>Positions that were rounded to a tenth of a millimetre are still those of their slice; half of the way to the next slice is not.</summary>
    private const double RoundedMm = 0.1, OfGap = 0.2;

    private readonly SourceSeries _source;
    private readonly Vector3D[] _origins;
    private readonly Vector3D _columnStep, _rowStep, _normal;
    private readonly double[] _distances;
    private readonly IReadOnlyList<double> _extents;
    private readonly Dictionary<(string SopInstanceUid, int Frame), int> _sliceOfImage;

    public SourceGrid(SourceSeries source)
    {
        _source = source;
        _sliceOfImage = source.Slices.Select((s, i) => (Image: (s.SopInstanceUid, s.FrameNumber ?? 1), i)).DistinctBy(s => s.Image).ToDictionary(s => s.Image, s => s.i);
        if (!source.HasGeometry)
        {
            (_origins, _distances, _extents) = ([], [], []);
            return;
        }

        _origins = [.. Enumerable.Range(0, source.Slices.Count).Select(i => Vector(source.ToPatient(i, 0, 0)))];
        _columnStep = Vector(source.ToPatient(0, 1, 0)) - _origins[0];
        _rowStep = Vector(source.ToPatient(0, 0, 1)) - _origins[0];
        _normal = Vector3D.Cross(_columnStep, _rowStep).Normalized();
        _distances = [.. _origins.Select(o => Vector3D.Dot(o, _normal))];
        _extents = source.SliceExtentsMm;
    }

    /// <summary>Whether the images lie somewhere. Otherwise only what names an image can be put on it, and nothing has a volume.</summary>
    public bool HasGeometry => _source.HasGeometry;

    public int Depth => _source.Slices.Count;

    public int Rows => _source.Rows;

    public int Columns => _source.Columns;

    /// <summary>Null: the images lie nowhere.</summary>
    public string? FrameOfReferenceUid => HasGeometry ? _source.FrameOfReferenceUid : null;

    public string SeriesInstanceUid => _source.SeriesInstanceUid;

    public double PixelMm2 => HasGeometry ? _source.PixelArea : 0;

    /// <summary>How much of the normal a slice stands for.</summary>
    public double ExtentMm(int slice) => HasGeometry ? _extents[slice] : 0;

    /// <returns>The slice of an image; null when it is none of the series.</returns>
    /// <param name="frame">Of a multi-frame image, from 1; null where none is named.</param>
    public int? SliceOf(string sopInstanceUid, int? frame) => _sliceOfImage.TryGetValue((sopInstanceUid, frame ?? 1), out int slice) ? slice : null;

    /// <summary>The slice whose plane is nearest to a point, and how far the point lies above it in mm.</summary>
    public (int Slice, double AboveMm) Nearest(PatientPoint point)
    {
        double distance = Vector3D.Dot(Vector(point), _normal);
        int at = Array.BinarySearch(_distances, distance);
        at = at >= 0 ? at : ~at;
        int slice = at == 0 ? 0 : at == Depth ? Depth - 1 : distance - _distances[at - 1] <= _distances[at] - distance ? at - 1 : at;
        return (slice, distance - _distances[slice]);
    }

    /// <summary>How far a point lies above the plane of a slice, in mm.</summary>
    public double AboveMm(int slice, PatientPoint point) => Vector3D.Dot(Vector(point), _normal) - _distances[slice];

    /// <summary>How far from its plane a point still counts as on a slice, in mm.</summary>
    public double ToleranceMm(int slice) => Depth == 1
        ? RoundedMm
        : Math.Min(RoundedMm, OfGap * Math.Min(Gap(Math.Max(slice, 1)), Gap(Math.Min(slice + 1, Depth - 1))));

    /// <summary>Beyond the first or the last slice by more than the tolerance.</summary>
    public bool IsOutside(int slice, double aboveMm) =>
        (slice == 0 && aboveMm < -ToleranceMm(slice)) || (slice == Depth - 1 && aboveMm > ToleranceMm(slice));

    /// <summary>Where in the image of a slice a point lies, in pixels; the part along the normal is not looked at.</summary>
    public (double Column, double Row) ToPixel(int slice, PatientPoint point)
    {
        Vector3D from = Vector(point) - _origins[slice];
        return (Along(_columnStep, from), Along(_rowStep, from));
    }

    public static string Mm(double value) => value.ToString("0.###", CultureInfo.InvariantCulture) + " mm";

    private double Gap(int slice) => _distances[slice] - _distances[slice - 1];

    private static double Along(Vector3D step, Vector3D from) => Vector3D.Dot(from, step) / Vector3D.Dot(step, step);

    private static Vector3D Vector(PatientPoint point) => new(point.X, point.Y, point.Z);
}
