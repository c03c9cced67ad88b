using System.Globalization;
using System.Runtime.InteropServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Demo;

/// <summary>The phantom as CT images. PS3.3 §A.3.</summary>
public static class PhantomInstances
{
    private const int RescaleIntercept = -1024;

    /// <summary>One data set per slice, ascending along the normal of the planes.</summary>
    public static IEnumerable<DataSet> Of(CtPhantom phantom)
    {
        for (int z = 0; z < phantom.Hu.Shape.Depth; z++)
        {
            yield return Slice(phantom, z);
        }
    }

    /// <summary>Writes the series as Part 10 files, explicit VR little endian, and gives their paths in the order of the slices.</summary>
    public static IReadOnlyList<string> Write(CtPhantom phantom, string folder)
    {
        Directory.CreateDirectory(folder);
        List<string> files = [];
        foreach (DataSet slice in Of(phantom))
        {
            string file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"ct-{files.Count + 1:D4}.dcm"));
            Part10File.Write(file, slice, TransferSyntax.ExplicitVrLittleEndian);
            files.Add(file);
        }

        return files;
    }

    private static DataSet Slice(CtPhantom phantom, int z)
    {
        PhantomSettings settings = phantom.Settings;
        Geometry geometry = phantom.Hu.Geometry;
        DataSet slice = new();
        WriteStudy(slice, settings);

        // image plane and CT image: PS3.3 §C.7.6.2, §C.8.2.1
        Vector3D position = geometry.ToPatient(z, 0, 0), columns = geometry.ColumnStep.Normalized(), rows = geometry.RowStep.Normalized();
        slice.SetString(Tags.SopClassUid, Uids.CtImageStorage)
            .SetString(Tags.SopInstanceUid, Uid(settings, $"instance {z}"))
            .SetString(Tags.ImageType, "DERIVED", "PRIMARY", "AXIAL")
            .SetNumber(Tags.InstanceNumber, z + 1)
            .SetNumber(Tags.AcquisitionNumber, 1)
            .SetNumber(Tags.PixelSpacing, settings.PixelSpacingMm, settings.PixelSpacingMm)
            .SetNumber(Tags.SliceThickness, settings.SliceSpacingMm)
            .SetNumber(Tags.ImagePositionPatient, position.X, position.Y, position.Z)
            .SetNumber(Tags.ImageOrientationPatient, columns.X, columns.Y, columns.Z, rows.X, rows.Y, rows.Z)
            .SetNumber(Tags.SliceLocation, Vector3D.Dot(position, Vector3D.Cross(columns, rows)))
            .SetNumber(Tags.Kvp, 120);
        WritePixels(slice, phantom, z);
        return slice;
    }

    private static void WriteStudy(DataSet slice, PhantomSettings settings) => slice
        .SetString(Tags.SpecificCharacterSet, "ISO_IR 192")
        .SetString(Tags.PatientName, "Phantom^Made By Code")
        .SetString(Tags.PatientId, "DEMO-PHANTOM")
        .SetEmpty(Tags.PatientBirthDate)
        .SetString(Tags.PatientSex, "O")
        .SetString(Tags.StudyInstanceUid, Uid(settings, "study"))
        .SetString(Tags.StudyDate, "20260101")
        .SetString(Tags.StudyTime, "120000")
        .SetEmpty(Tags.ReferringPhysicianName)
        .SetString(Tags.StudyId, "DEMO")
        .SetString(Tags.AccessionNumber, "DEMO")
        .SetString(Tags.StudyDescription, "Phantom for a demonstration")
        .SetString(Tags.SeriesInstanceUid, Uid(settings, "series"))
        .SetString(Tags.Modality, "CT")
        .SetNumber(Tags.SeriesNumber, 2)
        .SetString(Tags.SeriesDescription, "Trunk phantom")
        .SetString(Tags.BodyPartExamined, "CHEST")
        .SetString(Tags.PatientPosition, "HFS")
        .SetString(Tags.FrameOfReferenceUid, Uid(settings, "frame of reference"))
        .SetEmpty(Tags.PositionReferenceIndicator)
        .SetString(Tags.Manufacturer, "DicomNode")
        .SetString(Tags.ManufacturerModelName, "Phantom");

    private static void WritePixels(DataSet slice, CtPhantom phantom, int z)
    {
        ReadOnlySpan<short> hu = phantom.Hu.Slice(z);
        ushort[] stored = new ushort[hu.Length];
        for (int i = 0; i < stored.Length; i++)
        {
            stored[i] = (ushort)(hu[i] - RescaleIntercept); // little endian, as every machine that .NET 10 runs on
        }

        slice.SetNumber(Tags.SamplesPerPixel, 1)
            .SetString(Tags.PhotometricInterpretation, "MONOCHROME2")
            .SetNumber(Tags.Rows, phantom.Hu.Shape.Height)
            .SetNumber(Tags.Columns, phantom.Hu.Shape.Width)
            .SetNumber(Tags.BitsAllocated, 16)
            .SetNumber(Tags.BitsStored, 12)
            .SetNumber(Tags.HighBit, 11)
            .SetNumber(Tags.PixelRepresentation, 0)
            .SetNumber(Tags.RescaleIntercept, RescaleIntercept)
            .SetNumber(Tags.RescaleSlope, 1)
            .SetString(Tags.RescaleType, "HU")
            .SetNumber(Tags.WindowCenter, 40)
            .SetNumber(Tags.WindowWidth, 400)
            .SetBytes(Tags.PixelData, Vr.OW, MemoryMarshal.AsBytes<ushort>(stored).ToArray());
    }

    private static string Uid(PhantomSettings settings, string what) => ResultUids.Derive("phantom", settings.ToString(), what);
}
