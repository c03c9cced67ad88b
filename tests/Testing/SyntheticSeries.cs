using System.Buffers.Binary;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;

namespace DicomNode.Testing;

/// <summary>A CT series made by code, of any geometry: a data set per slice, with text in ISO_IR 100 and noise as pixels.</summary>
public sealed record SyntheticSeries(string Name)
{
    public int Rows { get; init; } = 48;

    public int Columns { get; init; } = 64;

    public int Slices { get; init; } = 12;

    /// <summary>Row direction, then column direction; unit vectors.</summary>
    public IReadOnlyList<double> Orientation { get; init; } = [1, 0, 0, 0, 1, 0];

    /// <summary>Between rows, between columns, in mm.</summary>
    public (double Row, double Column) SpacingMm { get; init; } = (2.25, 1.75);

    public double SliceSpacingMm { get; init; } = 3;

    /// <summary>What the images show: a number at (slice, row, column), 1,000 HU for each above -1,000; nothing but noise when not given.</summary>
    public Func<int, int, int, int>? Content { get; init; }

    /// <summary>How far the first pixel lies from where it usually does.</summary>
    public (double X, double Y, double Z) OriginMm { get; init; }

    /// <summary>A slice is missing after the fifth.</summary>
    public bool Gap { get; init; }

    /// <summary>InstanceNumber, and with it the order of the files, falls where the position rises.</summary>
    public bool Descending { get; init; }

    /// <summary>One data set per slice, ascending along the normal.</summary>
    public IReadOnlyList<DataSet> DataSets() => [.. Enumerable.Range(0, Slices).Select(Slice)];

    public void WriteTo(string folder)
    {
        foreach (DataSet slice in DataSets())
        {
            Part10File.Write(Path.Combine(folder, $"{slice.GetInt32(Tags.InstanceNumber):D4}.dcm"), slice, TransferSyntax.ExplicitVrLittleEndian);
        }
    }

    public override string ToString() => Name;

    private DataSet Slice(int index)
    {
        IReadOnlyList<double> o = Orientation;
        double[] normal = [(o[1] * o[5]) - (o[2] * o[4]), (o[2] * o[3]) - (o[0] * o[5]), (o[0] * o[4]) - (o[1] * o[3])];
        double distance = (index + (Gap && index >= 5 ? 1 : 0)) * SliceSpacingMm;
        return new DataSet()
            .SetString(Tags.SpecificCharacterSet, "ISO_IR 100")
            .SetString(Tags.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
            .SetString(Tags.SopClassUid, Uids.CtImageStorage)
            .SetString(Tags.SopInstanceUid, ResultUids.Derive("synthetic", Name, $"{index}"))
            .SetString(Tags.StudyDate, "20260102").SetString(Tags.StudyTime, "101112")
            .SetString(Tags.SeriesDate, "20260102").SetString(Tags.SeriesTime, "101113")
            .SetString(Tags.AcquisitionDate, "20260102").SetString(Tags.AcquisitionTime, "101113")
            .SetString(Tags.ContentDate, "20260102").SetString(Tags.ContentTime, "101113")
            .SetString(Tags.AccessionNumber, "A1").SetString(Tags.Modality, "CT").SetString(Tags.Manufacturer, "Phantom")
            .SetString(Tags.ReferringPhysicianName, "Arzt^Jürgen").SetString(Tags.StudyDescription, "Größe")
            .SetString(Tags.PatientName, "Müller^Zoë").SetString(Tags.PatientId, "P1").SetString(Tags.PatientBirthDate, "19700101")
            .SetString(Tags.PatientSex, "O").SetString(Tags.PatientAge, "055Y").SetString(Tags.BodyPartExamined, "ABDOMEN").SetString(Tags.Kvp, "120")
            .SetNumber(Tags.SliceThickness, SliceSpacingMm).SetString(Tags.PatientPosition, "HFS")
            .SetString(Tags.StudyInstanceUid, ResultUids.Derive("synthetic study", Name))
            .SetString(Tags.SeriesInstanceUid, ResultUids.Derive("synthetic series", Name))
            .SetString(Tags.StudyId, "S1").SetNumber(Tags.SeriesNumber, 2).SetNumber(Tags.AcquisitionNumber, 1)
            .SetNumber(Tags.InstanceNumber, Descending ? Slices - index : index + 1)
            .SetNumber(
                Tags.ImagePositionPatient,
                OriginMm.X - 90.5 + (normal[0] * distance), OriginMm.Y - 70.25 + (normal[1] * distance), OriginMm.Z - 33 + (normal[2] * distance))
            .SetNumber(Tags.ImageOrientationPatient, [.. o])
            .SetString(Tags.FrameOfReferenceUid, ResultUids.Derive("synthetic frame", Name))
            .SetEmpty(Tags.PositionReferenceIndicator)
            .SetNumber(Tags.SamplesPerPixel, 1).SetString(Tags.PhotometricInterpretation, "MONOCHROME2")
            .SetNumber(Tags.Rows, Rows).SetNumber(Tags.Columns, Columns)
            .SetNumber(Tags.PixelSpacing, SpacingMm.Row, SpacingMm.Column)
            .SetNumber(Tags.BitsAllocated, 16).SetNumber(Tags.BitsStored, 16).SetNumber(Tags.HighBit, 15).SetNumber(Tags.PixelRepresentation, 1)
            .SetNumber(Tags.RescaleIntercept, -1024).SetNumber(Tags.RescaleSlope, 1).SetString(Tags.RescaleType, "HU")
            .SetBytes(Tags.PixelData, Vr.OW, Pixels(index));
    }

    private byte[] Pixels(int index)
    {
        Random random = new(index);
        byte[] pixels = new byte[Rows * Columns * 2];
        for (int i = 0; i < pixels.Length; i += 2)
        {
            int shown = Content is null ? 1000 : 1000 * Content(index, i / 2 / Columns, i / 2 % Columns);
            BinaryPrimitives.WriteInt16LittleEndian(pixels.AsSpan(i), (short)(shown + random.Next(0, 100)));
        }

        return pixels;
    }
}
