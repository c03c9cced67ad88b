using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod.Reading;

/// <summary>An RT Structure Set of any maker (PS3.3 §A.19). Nothing of it is held against a series here.</summary>
/// <param name="Rois">In the order of StructureSetROISequence.</param>
public sealed record StoredStructureSet(IReadOnlyList<StoredRoi> Rois)
{
    public static bool IsOne(DataSet dataSet) => dataSet.GetString(Tags.SopClassUid) == Uids.RtStructureSetStorage;

    /// <exception cref="DicomDataException">It is no structure set, or contradicts itself.</exception>
    public static StoredStructureSet Open(DataSet dataSet)
    {
        if (!IsOne(dataSet))
        {
            throw new DicomDataException($"{Tags.SopClassUid}: {dataSet.GetString(Tags.SopClassUid)} is no RT Structure Set.", Tags.SopClassUid);
        }

        IReadOnlyList<DataSet> frames = dataSet.GetItems(Tags.ReferencedFrameOfReferenceSequence);
        string? only = dataSet.GetString(Tags.FrameOfReferenceUid) ?? (frames is [DataSet frame] ? frame.GetString(Tags.FrameOfReferenceUid) : null);
        ILookup<int, DataSet> drawn = dataSet.GetItems(Tags.RoiContourSequence).ToLookup(r => Number(r, Tags.ReferencedRoiNumber));
        ILookup<int, string?> types = dataSet.GetItems(Tags.RtRoiObservationsSequence)
            .ToLookup(o => o.GetInt32(Tags.ReferencedRoiNumber) ?? -1, o => o.GetString(Tags.RtRoiInterpretedType));
        return new([.. dataSet.GetItems(Tags.StructureSetRoiSequence).Select(r => Roi(r, drawn, types, only))]);
    }

    private static StoredRoi Roi(DataSet item, ILookup<int, DataSet> drawn, ILookup<int, string?> types, string? frameOfReference)
    {
        int number = Number(item, Tags.RoiNumber);
        return new(
            number,
            item.GetString(Tags.RoiName) ?? $"ROI {number}",
            item.GetString(Tags.ReferencedFrameOfReferenceUid) ?? frameOfReference,
            types[number].FirstOrDefault(t => t is not null),
            [.. drawn[number].SelectMany(r => r.GetItems(Tags.ContourSequence)).Select(Contour)])
        {
            Color = drawn[number].Select(Color).FirstOrDefault(c => c is not null),
        };
    }

    private static RgbColor? Color(DataSet roi) =>
        roi.GetDoubles(Tags.RoiDisplayColor) is [>= 0 and <= 255 and double red, >= 0 and <= 255 and double green, >= 0 and <= 255 and double blue]
            ? new((byte)red, (byte)green, (byte)blue)
            : null;

    private static StoredContour Contour(DataSet item)
    {
        ContourShape shape = item.GetString(Tags.ContourGeometricType) switch
        {
            "CLOSED_PLANAR" => ContourShape.ClosedPlanar,
            "CLOSEDPLANAR_XOR" => ContourShape.ClosedPlanarXor,
            _ => ContourShape.Open,
        };
        return new(shape, Points(item), [.. item.GetItems(Tags.ContourImageSequence).Select(i => i.GetString(Tags.ReferencedSopInstanceUid)).OfType<string>()]);
    }

    private static PatientPoint[] Points(DataSet contour)
    {
        IReadOnlyList<double> values = contour.GetDoubles(Tags.ContourData);
        if (values.Count % 3 != 0)
        {
            throw new DicomDataException($"{Tags.ContourData}: {values.Count} values are no points of three coordinates.", Tags.ContourData);
        }

        PatientPoint[] points = new PatientPoint[values.Count / 3];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = new(values[3 * i], values[(3 * i) + 1], values[(3 * i) + 2]);
        }

        return points;
    }

    private static int Number(DataSet item, Tag tag) =>
        item.GetInt32(tag) ?? throw new DicomDataException($"{tag} {DicomDictionary.Find(tag)?.Keyword} is missing.", tag);
}
