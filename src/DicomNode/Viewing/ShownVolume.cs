using DicomNode.Dicom.Data;
using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Viewing;

/// <summary>Images of a series that are looked at one after the other: a volume, or what could not become one.</summary>
/// <param name="Label">What tells it from the others of the series; null when there is no other.</param>
/// <param name="Source">The slices with what is needed of their headers, ascending along the normal; by InstanceNumber where they lie nowhere.</param>
/// <param name="Slices">In the same order.</param>
/// <param name="Grid">Of a volume; otherwise null.</param>
/// <param name="Problem">Why it is no volume; null when it is one.</param>
/// <param name="Digest">Of what goes into a job on it.</param>
internal sealed record ShownVolume(string? Label, SourceSeries Source, IReadOnlyList<ShownSlice> Slices, Geometry? Grid, string? Problem, string Digest)
{
    public int Rows => Source.Rows;

    public int Columns => Source.Columns;

    /// <summary>Of the first slice.</summary>
    public DataSet Header => Source.Header;

    public string Modality => Header.GetString(Dicom.Dictionary.Tags.Modality) ?? "";
}
