using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Viewing;

/// <summary>
/// How the slices lie in the patient: point (column, row) of slice z, whole numbers at the centres of pixels, is Positions[z] + column * ColumnStep + row * RowStep in mm, LPS.
/// </summary>
/// <param name="Name">axial, coronal or sagittal: the axis of the patient nearest to the normal.</param>
/// <param name="ObliqueDegrees">Between the normal and that axis.</param>
/// <param name="Edges">What lies beyond each edge of the image, in letters of PS3.3 §C.7.6.1.1.1.</param>
/// <param name="SliceStepMm">Between neighbours; null: it varies, or there is one slice.</param>
internal sealed record ImagePlane(
    string Name, double ObliqueDegrees, EdgeLetters Edges, IReadOnlyList<double> ColumnStep, IReadOnlyList<double> RowStep, IReadOnlyList<IReadOnlyList<double>> Positions, double? SliceStepMm)
{
    /// <returns>Null: the images lie nowhere.</returns>
    public static ImagePlane? Of(SourceSeries source)
    {
        if (!source.HasGeometry)
        {
            return null;
        }

        Vector3D[] positions = [.. Enumerable.Range(0, source.Slices.Count).Select(z => Vector(source.ToPatient(z, 0, 0)))];
        Vector3D column = Vector(source.ToPatient(0, 1, 0)) - positions[0], row = Vector(source.ToPatient(0, 0, 1)) - positions[0];
        Vector3D across = column.Normalized(), down = row.Normalized(), normal = Vector3D.Cross(across, down).Normalized();
        int axis = Enumerable.Range(0, 3).MaxBy(i => Math.Abs(normal[i]));
        return new(
            axis switch { 0 => "sagittal", 1 => "coronal", _ => "axial" },
            Math.Round(Math.Acos(Math.Min(1, Math.Abs(normal[axis]))) * 180 / Math.PI, 1),
            new(Letters(across * -1), Letters(across), Letters(down * -1), Letters(down)),
            Numbers(column), Numbers(row), [.. positions.Select(Numbers)], source.SliceSpacingMm);
    }

    /// <summary>Between the centres of neighbouring pixels, in mm, or in any unit where only their ratio is known: across, down.</summary>
    public static (double Column, double Row, bool IsMm) Spacing(DataSet header) =>
        Pair(header, Tags.PixelSpacing) is ({ } down, { } across) ? (across, down, true)
        : Pair(header, Tags.ImagerPixelSpacing) is ({ } downAtDetector, { } acrossAtDetector) ? (acrossAtDetector, downAtDetector, false) // magnified by an unknown factor
        : Pair(header, Tags.PixelAspectRatio) is ({ } vertical, { } horizontal) ? (horizontal, vertical, false) // PS3.3 §C.7.6.3.1.7: vertical size, horizontal size
        : (1, 1, false);

    private static (double? Down, double? Across) Pair(DataSet header, Tag tag)
    {
        try
        {
            return header.GetDoubles(tag) is [> 0 and double down, > 0 and double across, ..] ? (down, across) : default;
        }
        catch (DicomDataException)
        {
            return default;
        }
    }

    private static string Letters(Vector3D direction) => AnatomicalDirection.Of(direction.X, direction.Y, direction.Z);

    private static double[] Numbers(Vector3D v) => [v.X, v.Y, v.Z];

    private static Vector3D Vector(PatientPoint point) => new(point.X, point.Y, point.Z);
}

/// <summary>What lies beyond each edge of an image.</summary>
internal sealed record EdgeLetters(string Left, string Right, string Top, string Bottom);
