using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;

namespace DicomNode.Testing;

/// <summary>The images of a folder as the source of result objects.</summary>
public static class SourceFolder
{
    /// <param name="names">Only these files; all when none is given.</param>
    public static SourceSeries Read(string folder, params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return SourceSeries.Create(Directory.EnumerateFiles(folder).Where(f => names.Length == 0 || names.Contains(Path.GetFileName(f)))
            .Select(f => Part10File.Read(f, DataSetReadOptions.Header).DataSet).Where(d => d.Contains(Tags.ImagePositionPatient)));
    }

    /// <summary>Headers of images that lie where given, for objects whose own series is not at hand.</summary>
    /// <param name="like">What names the frame of reference and the study: the object itself.</param>
    public static SourceSeries Made(DataSet like, int rows, int columns, double spacingMm, params PatientPoint[] positions)
    {
        ArgumentNullException.ThrowIfNull(positions);
        return SourceSeries.Create(positions.Select((p, i) => new DataSet()
            .CopyFrom(like, Tags.StudyInstanceUid, Tags.FrameOfReferenceUid)
            .SetString(Tags.SopClassUid, Uids.CtImageStorage)
            .SetString(Tags.SopInstanceUid, ResultUids.Derive("made image", $"{i}"))
            .SetString(Tags.SeriesInstanceUid, ResultUids.Derive("made series"))
            .SetNumber(Tags.SliceThickness, 1)
            .SetNumber(Tags.ImagePositionPatient, p.X, p.Y, p.Z)
            .SetNumber(Tags.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)
            .SetNumber(Tags.PixelSpacing, spacingMm, spacingMm)
            .SetNumber(Tags.Rows, rows)
            .SetNumber(Tags.Columns, columns)));
    }
}
