using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>The directions of a stack of slices and the spacing of their pixels. PS3.3 §C.7.6.2.1.1.</summary>
internal sealed class SlicePlane
{
    private const double CosineTolerance = 2e-3, SpacingTolerance = 1e-3; // a tenth of a degree, a thousandth of a pixel

    private readonly double[] _orientation;
    private readonly double _rowSpacingMm, _columnSpacingMm;
    private readonly PatientPoint _normal;

    private SlicePlane(double[] o, double rowSpacingMm, double columnSpacingMm)
    {
        (_orientation, _rowSpacingMm, _columnSpacingMm) = (o, rowSpacingMm, columnSpacingMm);
        _normal = new((o[1] * o[5]) - (o[2] * o[4]), (o[2] * o[3]) - (o[0] * o[5]), (o[0] * o[4]) - (o[1] * o[3]));
    }

    /// <exception cref="DicomDataException">Orientation or pixel spacing are missing.</exception>
    public static SlicePlane Of(DataSet header)
    {
        double[] orientation = [.. header.GetDoubles(Tags.ImageOrientationPatient)];
        if (orientation.Length != 6)
        {
            throw new DicomDataException($"{Tags.ImageOrientationPatient} ImageOrientationPatient has not six values.", Tags.ImageOrientationPatient);
        }

        return header.GetDoubles(Tags.PixelSpacing) is [> 0 and double row, > 0 and double column]
            ? new(orientation, row, column)
            : throw new DicomDataException($"{Tags.PixelSpacing} PixelSpacing has not two positive values.", Tags.PixelSpacing);
    }

    /// <summary>Whether the image of a header is parallel to the plane and has its pixels; digits that makers round off are no difference.</summary>
    public bool IsOf(DataSet header)
    {
        SlicePlane other = Of(header);
        return _orientation.Zip(other._orientation).All(c => Math.Abs(c.First - c.Second) <= CosineTolerance)
            && Math.Abs(other._rowSpacingMm / _rowSpacingMm - 1) <= SpacingTolerance && Math.Abs(other._columnSpacingMm / _columnSpacingMm - 1) <= SpacingTolerance;
    }

    /// <summary>Along the normal.</summary>
    public double DistanceMm(PatientPoint position) => (position.X * _normal.X) + (position.Y * _normal.Y) + (position.Z * _normal.Z);

    public PatientPoint From(PatientPoint origin, double column, double row)
    {
        double along = column * _columnSpacingMm, down = row * _rowSpacingMm;
        double[] o = _orientation;
        return new(origin.X + (o[0] * along) + (o[3] * down), origin.Y + (o[1] * along) + (o[4] * down), origin.Z + (o[2] * along) + (o[5] * down));
    }
}
