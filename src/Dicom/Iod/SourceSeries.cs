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

    private static readonly Tag[] s_common = [Tags.StudyInstanceUid, Tags.SeriesInstanceUid, Tags.Rows, Tags.Columns];
    private readonly SlicePlane? _plane;

    private SourceSeries(SourceSlice[] slices, SlicePlane? plane, double[] distancesMm)
    {
        Slices = slices;
        DistancesMm = distancesMm;
        _plane = plane;
        SeriesInstanceUid = SourceSlice.Required(Header, Tags.SeriesInstanceUid);
        Rows = Size(Header, Tags.Rows);
        Columns = Size(Header, Tags.Columns);
    }

    public IReadOnlyList<SourceSlice> Slices { get; }

    /// <summary>Whether the images lie somewhere in space. Otherwise they are flat, as radiographs and most ultrasound are: their order is the given one.</summary>
    public bool HasGeometry => _plane is not null;

    /// <summary>Position of each slice along the normal, in mm, ascending. Empty without geometry.</summary>
    public IReadOnlyList<double> DistancesMm { get; }

    /// <summary>The first slice's header: patient, study, series and frame of reference are the same in all.</summary>
    public DataSet Header => Slices[0].Header;

    public string SeriesInstanceUid { get; }

    /// <exception cref="DicomDataException">The images have none.</exception>
    public string FrameOfReferenceUid => SourceSlice.Required(Header, Tags.FrameOfReferenceUid);

    public int Rows { get; }

    public int Columns { get; }

    public int PixelsPerFrame => checked(Rows * Columns);

    /// <summary>The distance between neighbouring slices, in mm; null when it varies or there is one slice only.</summary>
    public double? SliceSpacingMm
    {
        get
        {
            double[] gaps = [.. DistancesMm.Skip(1).Zip(DistancesMm, (far, near) => far - near)];
            return gaps.Length > 0 && gaps.Max() - gaps.Min() <= SpacingToleranceMm ? gaps.Average() : null;
        }
    }

    /// <summary>How much along the normal each slice stands for, in mm: half the way to either neighbour. One slice alone: its thickness, or 1. Only with geometry.</summary>
    public IReadOnlyList<double> SliceExtentsMm
    {
        get
        {
            double[] gaps = [.. DistancesMm.Skip(1).Zip(DistancesMm, (far, near) => far - near)];
            return gaps.Length == 0
                ? [Header.GetDouble(Tags.SliceThickness) is > 0 and double thickness ? thickness : 1]
                : [.. Enumerable.Range(0, gaps.Length + 1).Select(i => (gaps[Math.Max(0, i - 1)] + gaps[Math.Min(i, gaps.Length - 1)]) / 2)];
        }
    }

    /// <summary>In mm². Only with geometry.</summary>
    public double PixelArea => Header.GetDoubles(Tags.PixelSpacing) is [double row, double column] ? row * column : throw new InvalidOperationException("Without geometry a pixel has no area.");

    /// <param name="headers">One data set per image, in any order; the frames of a multi-frame image count as images.</param>
    /// <exception cref="DicomDataException">Something that a result must name is missing, or the images are not one series of parallel planes of one size.</exception>
    public static SourceSeries Create(IEnumerable<DataSet> headers) => Create(headers.SelectMany(FrameHeader.Of));

    /// <inheritdoc cref="Create(IEnumerable{DataSet})"/>
    /// <param name="frames">One header per slice, in any order.</param>
    public static SourceSeries Create(IEnumerable<FrameHeader> frames)
    {
        SourceSlice[] slices = Read(frames, [.. s_common, Tags.FrameOfReferenceUid]);
        SlicePlane plane = SlicePlane.Of(slices[0].Header);
        if (Array.Find(slices, s => !plane.IsOf(s.Header)) is { } tilted)
        {
            throw new DicomDataException($"{Tags.ImageOrientationPatient}: image {tilted.SopInstanceUid} is not parallel to the first, or has other pixels.", Tags.ImageOrientationPatient);
        }

        double[] distances = [.. slices.Select(s => plane.DistanceMm(s.Position))];
        Array.Sort(distances, slices);
        SourceSlice.Required(slices[0].Header, Tags.FrameOfReferenceUid);
        return new(slices, plane, distances);
    }

    /// <summary>Images that lie nowhere in space, or of which that is of no interest. Their result names images and segments, and no position.</summary>
    /// <param name="headers">One data set per image; the order stays.</param>
    /// <exception cref="DicomDataException">Something that a result must name is missing, or the images are not one series of one size.</exception>
    public static SourceSeries CreateFlat(params IEnumerable<DataSet> headers) => CreateFlat(headers.SelectMany(FrameHeader.Of));

    /// <inheritdoc cref="CreateFlat(IEnumerable{DataSet})"/>
    /// <param name="frames">One header per slice; the order stays.</param>
    public static SourceSeries CreateFlat(IEnumerable<FrameHeader> frames) => new(Read(frames, s_common), null, []);

    /// <summary>
    /// Maps an image position to the patient: P = ImagePositionPatient + column × (row direction × column spacing) + row × (column direction × row spacing).
    /// PS3.3 Equation C.7.6.2.1-1.
    /// </summary>
    /// <param name="slice">Index into <see cref="Slices"/>.</param>
    /// <param name="column">Pixel index along a row, may be fractional; 0 is the centre of the first pixel.</param>
    /// <param name="row">Pixel index along a column, likewise.</param>
    /// <exception cref="DicomDataException">The images lie nowhere in space.</exception>
    public PatientPoint ToPatient(int slice, double column, double row)
    {
        PatientPoint origin = Slices[slice].Position;
        return _plane?.From(origin, column, row) ?? throw new DicomDataException("The images lie nowhere in space.", Tags.ImagePositionPatient);
    }

    private static SourceSlice[] Read(IEnumerable<FrameHeader> frames, Tag[] common)
    {
        SourceSlice[] slices = [.. frames.Select(f => new SourceSlice(f))];
        if (slices.Length == 0)
        {
            throw new ArgumentException("A series has at least one image.", nameof(frames));
        }

        DataSet first = slices[0].Header;
        foreach (Tag tag in common)
        {
            if (slices.Any(s => s.Header.GetString(tag) != first.GetString(tag)))
            {
                throw new DicomDataException($"{tag} {DicomDictionary.Find(tag)?.Keyword} is not the same in all images.", tag);
            }
        }

        return slices;
    }

    private static int Size(DataSet header, Tag tag) => header.GetInt32(tag) is > 0 and int size
        ? size
        : throw new DicomDataException($"{tag} {DicomDictionary.Find(tag)?.Keyword} is not positive.", tag);
}
