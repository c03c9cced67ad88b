using System.Text;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>The contours of one region of interest. PS3.3 §C.8.8.6.</summary>
internal sealed class ContourSequence
{
    /// <summary>A tenth of a micrometre: far below any pixel, and short.</summary>
    private const int Decimals = 4;

    private const int MaxExplicitLength = 65534;

    private readonly List<DataSet> _contours = [];

    /// <summary>Empty: the region was not found, and the sequence is to be left out.</summary>
    public IReadOnlyList<DataSet> Items => _contours;

    /// <summary>Some ContourData is too long for an explicit VR.</summary>
    public bool OutgrowsExplicitVr { get; private set; }

    /// <param name="imageReference">ContourImageSequence: the slice.</param>
    public void Add(IReadOnlyList<PatientPoint> polygon, SequenceElement imageReference)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(polygon.Count, 3, nameof(polygon));
        byte[] data = ContourData(polygon);
        OutgrowsExplicitVr |= data.Length > MaxExplicitLength;
        _contours.Add(new DataSet()
            .Set(imageReference)
            .SetString(Tags.ContourGeometricType, "CLOSED_PLANAR")
            .SetNumber(Tags.NumberOfContourPoints, polygon.Count)
            .SetNumber(Tags.ContourNumber, _contours.Count + 1)
            .Set(new ValueElement(Tags.ContourData, Vr.DS, data)));
    }

    private static byte[] ContourData(IReadOnlyList<PatientPoint> polygon)
    {
        StringBuilder text = new(polygon.Count * 24);
        foreach (PatientPoint point in polygon)
        {
            text.Append(DecimalString.Fixed(point.X, Decimals)).Append('\\')
                .Append(DecimalString.Fixed(point.Y, Decimals)).Append('\\')
                .Append(DecimalString.Fixed(point.Z, Decimals)).Append('\\');
        }

        text.Length--;
        return TextEncoding.ASCII.GetBytes(text.Length % 2 == 0 ? text.ToString() : text.Append(' ').ToString());
    }
}
