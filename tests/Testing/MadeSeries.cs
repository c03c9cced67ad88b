using System.Globalization;
using System.Runtime.InteropServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Testing;

/// <summary>
/// A series made by code: an elliptic cylinder of water on the z axis, with two air-filled lungs and a spine of bone, axial slices in
/// order. Two series of one seed are equal to the byte, UIDs included; two seeds are two studies.
/// </summary>
public sealed record MadeSeries
{
    private const int Intercept = -1024; // stored value 0 is -1024 HU

    public string Modality { get; init; } = "CT";

    public string SopClassUid { get; init; } = Uids.CtImageStorage;

    public int Seed { get; init; } = 1;

    public int Slices { get; init; } = 24;

    public int Rows { get; init; } = 64;

    public int Columns { get; init; } = 64;

    public double PixelSpacingMm { get; init; } = 5;

    public double SliceSpacingMm { get; init; } = 5;

    /// <summary>Standard deviation of the noise in HU; noise makes the pixels as hard to compress as those of a scanner.</summary>
    public double NoiseHu { get; init; } = 10;

    public string StudyInstanceUid => Uid(0, 0);

    public string SeriesInstanceUid => Uid(1, 0);

    /// <summary>Writes one Part 10 file per slice, explicit VR little endian.</summary>
    /// <returns>The files, first slice (lowest z) first.</returns>
    public IReadOnlyList<string> WriteTo(string folder)
    {
        string[] files = [.. Enumerable.Range(0, Slices).Select(z => Path.Combine(folder, $"{z:D4}.dcm"))];
        Parallel.For(0, Slices, z => Part10File.Write(files[z], Slice(z), TransferSyntax.ExplicitVrLittleEndian));
        return files;
    }

    /// <summary>The data sets of all slices, in order.</summary>
    public IEnumerable<DataSet> Instances() => Enumerable.Range(0, Slices).Select(Slice);

    /// <summary>The data set of one slice.</summary>
    /// <param name="z">0 … <see cref="Slices"/> - 1, from feet to head.</param>
    public DataSet Slice(int z) => new DataSet()
        .SetString(Tags.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
        .SetString(Tags.SopClassUid, SopClassUid)
        .SetString(Tags.SopInstanceUid, Uid(2, z + 1))
        .SetString(Tags.StudyDate, "20260101")
        .SetString(Tags.StudyTime, "120000")
        .SetEmpty(Tags.AccessionNumber)
        .SetString(Tags.Modality, Modality)
        .SetString(Tags.Manufacturer, "DicomNode tests")
        .SetEmpty(Tags.ReferringPhysicianName)
        .SetString(Tags.PatientName, "Made^By Code")
        .SetString(Tags.PatientId, $"MADE-{Seed}")
        .SetEmpty(Tags.PatientBirthDate)
        .SetEmpty(Tags.PatientSex)
        .SetNumber(Tags.SliceThickness, SliceSpacingMm)
        .SetEmpty(Tags.Kvp)
        .SetString(Tags.PatientPosition, "HFS")
        .SetString(Tags.StudyInstanceUid, StudyInstanceUid)
        .SetString(Tags.SeriesInstanceUid, SeriesInstanceUid)
        .SetString(Tags.StudyId, "1")
        .SetNumber(Tags.SeriesNumber, 1)
        .SetNumber(Tags.AcquisitionNumber, 1)
        .SetNumber(Tags.InstanceNumber, z + 1)
        .SetNumber(Tags.ImagePositionPatient, -(Columns - 1) * PixelSpacingMm / 2, -(Rows - 1) * PixelSpacingMm / 2, z * SliceSpacingMm)
        .SetNumber(Tags.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)
        .SetString(Tags.FrameOfReferenceUid, Uid(3, 0))
        .SetEmpty(Tags.PositionReferenceIndicator)
        .SetNumber(Tags.SamplesPerPixel, 1)
        .SetString(Tags.PhotometricInterpretation, "MONOCHROME2")
        .SetNumber(Tags.Rows, Rows)
        .SetNumber(Tags.Columns, Columns)
        .SetNumber(Tags.PixelSpacing, PixelSpacingMm, PixelSpacingMm)
        .SetNumber(Tags.BitsAllocated, 16)
        .SetNumber(Tags.BitsStored, 12)
        .SetNumber(Tags.HighBit, 11)
        .SetNumber(Tags.PixelRepresentation, 0)
        .SetNumber(Tags.RescaleIntercept, Intercept)
        .SetNumber(Tags.RescaleSlope, 1)
        .SetString(Tags.RescaleType, "HU")
        .SetBytes(Tags.PixelData, Vr.OW, Pixels(z));

    private byte[] Pixels(int z)
    {
        Random random = new((Seed * 100_003) + z);
        ushort[] stored = new ushort[Rows * Columns];
        for (int row = 0, i = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++, i++)
            {
                // a uniform number of the same deviation: the square root of 12 is the width of deviation 1
                double noise = (random.NextDouble() - 0.5) * Math.Sqrt(12) * NoiseHu;
                stored[i] = (ushort)Math.Clamp(Math.Round(Hounsfield(z, row, column) + noise - Intercept), 0, 4095);
            }
        }
        return MemoryMarshal.AsBytes<ushort>(stored).ToArray();
    }

    /// <summary>The noise-free value; the coordinates below are -1 … 1 over the field of view.</summary>
    private double Hounsfield(int z, int row, int column)
    {
        double x = ((column + 0.5) / Columns * 2) - 1, y = ((row + 0.5) / Rows * 2) - 1, height = ((z + 0.5) / Slices * 2) - 1;
        bool In(double atX, double atY, double radiusX, double radiusY) =>
            Math.Pow((x - atX) / radiusX, 2) + Math.Pow((y - atY) / radiusY, 2) <= 1;

        if (!In(0, 0, 0.8, 0.6)) { return -1000; }
        if (In(0, 0.4, 0.1, 0.1)) { return 700; }
        bool chest = Math.Abs(height) < 0.7;
        return chest && (In(-0.38, -0.05, 0.25, 0.35) || In(0.38, -0.05, 0.25, 0.35)) ? -850 : 40;
    }

    /// <summary>A UID under 2.25 whose decimal number spells seed, kind and index. PS3.5 §B.2.</summary>
    private string Uid(int kind, int index) => string.Create(CultureInfo.InvariantCulture, $"2.25.4711{Seed:D6}{kind}{index:D6}");
}
