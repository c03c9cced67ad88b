using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmenting;
using DicomNode.Storage.Rows;

namespace DicomNode.Explaining;

/// <summary>A series whose files were examined as the node does before it decides.</summary>
/// <param name="Row">Its row in the index, or one that is made up for files that the node never received.</param>
/// <param name="Instances">In the order of the files.</param>
internal sealed record ExaminedSeries(Series Row, SourceImages Images, IReadOnlyList<Instance> Instances)
{
    /// <summary>The AE titles that it shall be taken to have come with; null: those in its files.</summary>
    public AeTitles Titles { get; init; } = new(null, null);

    /// <summary>What conditions are judged by.</summary>
    public DicomFile First => Titles.Of(Images.Headers[0]);

    /// <param name="files">Of one series, at least one.</param>
    /// <param name="id">Tells it from the other made-up rows.</param>
    /// <exception cref="DicomDataException">A file cannot be read.</exception>
    public static ExaminedSeries Of(IReadOnlyList<string> files, long id, AeTitles titles, IFrameDecoder decoder, CancellationToken cancellationToken)
    {
        SourceImages images = SourceImages.Examine(files, decoder, cancellationToken);
        DataSet first = images.Headers[0].DataSet;
        Series row = new()
        {
            Id = id,
            SeriesInstanceUid = first.GetString(Tags.SeriesInstanceUid) ?? "",
            StudyInstanceUid = first.GetString(Tags.StudyInstanceUid) ?? "",
            FrameOfReferenceUid = first.GetString(Tags.FrameOfReferenceUid),
            Modality = first.GetString(Tags.Modality),
        };
        return new(row, images, [.. images.Headers.Zip(files, InstanceOf)]) { Titles = titles };
    }

    private static Instance InstanceOf(DicomFile header, string file) => new()
    {
        SopInstanceUid = header.DataSet.GetString(Tags.SopInstanceUid) ?? file,
        SopClassUid = header.DataSet.GetString(Tags.SopClassUid) ?? "",
        TransferSyntaxUid = header.TransferSyntax.Uid,
        Path = file,
        Sha256 = "", // names the input of a job, and nothing is queued here
    };
}
