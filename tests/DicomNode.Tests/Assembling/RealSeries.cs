using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Testing;

namespace DicomNode.DicomNode.Tests.Assembling;

/// <summary>A series of the shared data under UIDs of its own, so that it can come in many times as many series.</summary>
internal static class RealSeries
{
    public const string Pelvis = "data/ct-abdomen-pelvis-gepet", Sarcoma = "data/sts003-ct-mr-pet-rtstruct/dicom/STS_003/CT/image";

    /// <param name="folder">In the shared folder.</param>
    /// <param name="name">Makes the UIDs.</param>
    /// <param name="most">So many of its files, in the order of their positions where they have one.</param>
    public static DataSet[] Of(string folder, string name, int most = int.MaxValue) =>
    [
        .. Directory.GetFiles(SharedData.Require(folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(f => !f.EndsWith(".json", StringComparison.Ordinal) && !f.EndsWith(".txt", StringComparison.Ordinal) && !f.EndsWith(".gz", StringComparison.Ordinal))
            .Select(f => Part10File.Read(f).DataSet)
            .OrderBy(d => d.GetDoubles(Tags.ImagePositionPatient) is [_, _, var z] ? z : 0)
            .Take(most)
            .Select(d => d
                .SetString(Tags.StudyInstanceUid, ResultUids.Derive("study", name))
                .SetString(Tags.SeriesInstanceUid, ResultUids.Derive("series", name))
                .SetString(Tags.SopInstanceUid, ResultUids.Derive("instance", name, d.GetString(Tags.SopInstanceUid)!))),
    ];

    public static DataSet[] Shuffled(this IEnumerable<DataSet> slices)
    {
        DataSet[] all = [.. slices];
        new Random(4711).Shuffle(all);
        return all;
    }
}
