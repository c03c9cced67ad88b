using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>The contours of one region of interest. PS3.3 §C.8.8.6.</summary>
/// <param name="decimals">Of coordinates.</param>
internal sealed class ContourSequence(int decimals)
{
    private const int MaxExplicitLength = 65534;
    private const double SamePlaceMm = 1e-3;

    private readonly List<DataSet> _contours = [];

    /// <summary>Empty: the region was not found, and the sequence is to be left out.</summary>
    public IReadOnlyList<DataSet> Items => _contours;

    /// <summary>Some ContourData is too long for an explicit VR.</summary>
    public bool OutgrowsExplicitVr { get; private set; }

    /// <param name="imageReference">ContourImageSequence: the slice.</param>
    public void Add(IReadOnlyList<PatientPoint> polygon, SequenceElement imageReference)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(polygon.Count, 3, nameof(polygon));
        byte[] data = ContourText.Encode(Turned(polygon), decimals);
        OutgrowsExplicitVr |= data.Length > MaxExplicitLength;
        _contours.Add(new DataSet()
            .Set(imageReference)
            .SetString(Tags.ContourGeometricType, "CLOSED_PLANAR")
            .SetNumber(Tags.NumberOfContourPoints, polygon.Count)
            .SetNumber(Tags.ContourNumber, _contours.Count + 1)
            .Set(new ValueElement(Tags.ContourData, Vr.DS, data)));
    }

    /// <summary>
    /// plastimatch (1.9.4 at least) takes a last point with x and y of the first for a repetition of it, whatever its z, and drops it: in upright planes a corner would be cut off.
    /// So the line from the last point to the first is one along which x or y change.
    /// </summary>
    private static IReadOnlyList<PatientPoint> Turned(IReadOnlyList<PatientPoint> polygon)
    {
        int first = 0;
        while (first < polygon.Count && AreOneInPlan(polygon[first], polygon[first > 0 ? first - 1 : polygon.Count - 1]))
        {
            first++;
        }

        return first == 0 || first == polygon.Count ? polygon : [.. polygon.Skip(first), .. polygon.Take(first)];
    }

    private static bool AreOneInPlan(PatientPoint a, PatientPoint b) => Math.Abs(a.X - b.X) < SamePlaceMm && Math.Abs(a.Y - b.Y) < SamePlaceMm;
}
