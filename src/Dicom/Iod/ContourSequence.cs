using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>The contours of one region of interest. PS3.3 §C.8.8.6.</summary>
/// <param name="decimals">Of coordinates.</param>
internal sealed class ContourSequence(int decimals)
{
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
        byte[] data = ContourText.Encode(polygon, decimals);
        OutgrowsExplicitVr |= data.Length > MaxExplicitLength;
        _contours.Add(new DataSet()
            .Set(imageReference)
            .SetString(Tags.ContourGeometricType, "CLOSED_PLANAR")
            .SetNumber(Tags.NumberOfContourPoints, polygon.Count)
            .SetNumber(Tags.ContourNumber, _contours.Count + 1)
            .Set(new ValueElement(Tags.ContourData, Vr.DS, data)));
    }
}
