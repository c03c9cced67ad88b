using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>
/// The images that were segmented, ascending along the normal of their planes: the cross product of row and column direction.
/// InstanceNumber plays no part. Result objects take identity, references and every geometric string from here.
/// </summary>
public sealed class SourceSeries
{
    /// <summary>Slice distances that differ by no more are one distance, in mm.</summary>
    private const double SpacingToleranceMm = 0.01;

    private readonly double[] _orientation;
    private readonly double _rowSpacingMm, _columnSpacingMm;

    private SourceSeries(SourceSlice[] slices, double[] orientation, double[] distancesMm)
    {
        Slices = slices;
        DistancesMm = distancesMm;
        _orientation = orientation;
        SeriesInstanceUid = SourceSlice.Required(Header, Tags.SeriesInstanceUid);
        FrameOfReferenceUid = SourceSlice.Required(Header, Tags.FrameOfReferenceUid);
        Rows = Size(Header, Tags.Rows);
        Columns = Size(Header, Tags.Columns);
        (_rowSpacingMm, _columnSpacingMm) = Header.GetDoubles(Tags.PixelSpacing) is [> 0 and double row, > 0 and double column]
            ? (row, column)
            : throw new DicomDataException($"{Tags.PixelSpacing} PixelSpacing has not two positive values.", Tags.PixelSpacing);
    }

    public IReadOnlyList<SourceSlice> Slices { get; }

    /// <summary>Position of each slice along the normal, in mm, ascending.</summary>
    public IReadOnlyList<double> DistancesMm { get; }

    /// <summary>The first slice's header: patient, study, series and frame of reference are the same in all.</summary>
    public DataSet Header => Slices[0].Header;

    public string SeriesInstanceUid { get; }

    public string FrameOfReferenceUid { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>The distance between neighbouring slices, in mm; null when it varies or there is one slice only.</summary>
    public double? SliceSpacingMm
    {
        get
        {
            double[] gaps = [.. DistancesMm.Skip(1).Zip(DistancesMm, (far, near) => far - near)];
            return gaps.Length > 0 && gaps.Max() - gaps.Min() <= SpacingToleranceMm ? gaps.Average() : null;
        }
    }

    /// <param name="headers">One data set per image, in any order.</param>
    /// <exception cref="DicomDataException">Something that a result must name is missing, or the images are not one series of parallel planes of one size.</exception>
    public static SourceSeries Create(IEnumerable<DataSet> headers)
    {
        SourceSlice[] slices = [.. headers.Select(h => new SourceSlice(h))];
        if (slices.Length == 0)
        {
            throw new ArgumentException("A series has at least one image.", nameof(headers));
        }

        DataSet first = slices[0].Header;
        double[] orientation = [.. first.GetDoubles(Tags.ImageOrientationPatient)];
        if (orientation.Length != 6)
        {
            throw new DicomDataException($"{Tags.ImageOrientationPatient} ImageOrientationPatient has not six values.", Tags.ImageOrientationPatient);
        }

        foreach (Tag tag in (ReadOnlySpan<Tag>)[Tags.StudyInstanceUid, Tags.SeriesInstanceUid, Tags.FrameOfReferenceUid, Tags.Rows, Tags.Columns])
        {
            if (slices.Any(s => s.Header.GetString(tag) != first.GetString(tag)))
            {
                throw new DicomDataException($"{tag} {DicomDictionary.Find(tag)?.Keyword} is not the same in all images.", tag);
            }
        }

        PatientPoint normal = Normal(orientation);
        double[] distances = [.. slices.Select(s => (s.Position.X * normal.X) + (s.Position.Y * normal.Y) + (s.Position.Z * normal.Z))];
        Array.Sort(distances, slices);
        return new(slices, orientation, distances);
    }

    /// <summary>
    /// Maps an image position to the patient: P = ImagePositionPatient + column × (row direction × column spacing) + row × (column direction × row spacing).
    /// PS3.3 Equation C.7.6.2.1-1.
    /// </summary>
    /// <param name="slice">Index into <see cref="Slices"/>.</param>
    /// <param name="column">Pixel index along a row, may be fractional; 0 is the centre of the first pixel.</param>
    /// <param name="row">Pixel index along a column, likewise.</param>
    public PatientPoint ToPatient(int slice, double column, double row)
    {
        PatientPoint origin = Slices[slice].Position;
        double along = column * _columnSpacingMm, down = row * _rowSpacingMm;
        return new(
            origin.X + (_orientation[0] * along) + (_orientation[3] * down),
            origin.Y + (_orientation[1] * along) + (_orientation[4] * down),
            origin.Z + (_orientation[2] * along) + (_orientation[5] * down));
    }

    private static PatientPoint Normal(double[] o) =>
        new((o[1] * o[5]) - (o[2] * o[4]), (o[2] * o[3]) - (o[0] * o[5]), (o[0] * o[4]) - (o[1] * o[3]));

    private static int Size(DataSet header, Tag tag) => header.GetInt32(tag) is > 0 and int size
        ? size
        : throw new DicomDataException($"{tag} {DicomDictionary.Find(tag)?.Keyword} is not positive.", tag);
}
