using DicomNode.Demo;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;

namespace DicomNode.Diagnosing;

/// <summary>A few tiny slices of nobody, marked as a test, that sample results can be made of. The same for the same purpose, UIDs included.</summary>
internal static class SampleSeries
{
    /// <summary>In every text that a viewer lists: what it is, so that somebody can look for it and delete it.</summary>
    public const string Mark = "DICOMNODE TEST";

    private static readonly PhantomSettings s_tiny = new() { Columns = 16, Rows = 16, Slices = 3, PixelSpacingMm = 24, SliceSpacingMm = 24 };

    /// <param name="purpose">Tells one set of UIDs from another.</param>
    /// <returns>With pixel data, ascending.</returns>
    public static IReadOnlyList<DataSet> Of(string purpose, CancellationToken cancellationToken) => Of(purpose, s_tiny, cancellationToken);

    /// <param name="settings">How it is scanned.</param>
    /// <inheritdoc cref="Of(string, CancellationToken)"/>
    public static IReadOnlyList<DataSet> Of(string purpose, PhantomSettings settings, CancellationToken cancellationToken)
    {
        DataSet[] slices = [.. PhantomInstances.Of(CtPhantom.Create(settings, cancellationToken))];
        for (int z = 0; z < slices.Length; z++)
        {
            slices[z].SetString(Tags.PatientName, "DICOMNODE^TEST")
                .SetString(Tags.PatientId, "DICOMNODE-TEST")
                .SetString(Tags.StudyDescription, $"{Mark}, may be deleted")
                .SetString(Tags.StudyId, "TEST")
                .SetEmpty(Tags.AccessionNumber)
                .SetString(Tags.StudyInstanceUid, ResultUids.Derive("sample study", purpose))
                .SetString(Tags.SeriesInstanceUid, ResultUids.Derive("sample series", purpose))
                .SetString(Tags.FrameOfReferenceUid, ResultUids.Derive("sample frame of reference", purpose))
                .SetString(Tags.SopInstanceUid, ResultUids.Derive("sample instance", purpose, $"{z}"));
        }

        return slices;
    }
}
