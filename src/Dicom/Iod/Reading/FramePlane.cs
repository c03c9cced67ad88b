namespace DicomNode.Dicom.Iod.Reading;

/// <summary>Where the pixels of a frame lie in the patient. PS3.3 §C.7.6.2.1.1.</summary>
/// <param name="Position">Centre of the first pixel.</param>
/// <param name="Orientation">ImageOrientationPatient: six cosines, along a row and along a column.</param>
/// <param name="RowSpacingMm">Between rows: the first value of PixelSpacing.</param>
/// <param name="ColumnSpacingMm">Between columns: the second.</param>
public sealed record FramePlane(PatientPoint Position, IReadOnlyList<double> Orientation, double RowSpacingMm, double ColumnSpacingMm)
{
    /// <summary>The centre of a pixel. PS3.3 Equation C.7.6.2.1-1.</summary>
    public PatientPoint ToPatient(double column, double row)
    {
        double along = column * ColumnSpacingMm, down = row * RowSpacingMm;
        return new(
            Position.X + (Orientation[0] * along) + (Orientation[3] * down),
            Position.Y + (Orientation[1] * along) + (Orientation[4] * down),
            Position.Z + (Orientation[2] * along) + (Orientation[5] * down));
    }
}
