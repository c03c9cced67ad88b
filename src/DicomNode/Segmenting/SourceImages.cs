using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmenting;

/// <summary>The files of a series, examined: which of them are its slices, in which order, and their headers.</summary>
internal sealed class SourceImages
{
    private static readonly DataSetReadOptions s_headerOnly = new() { StopAtPixelData = true };

    private SourceImages(IReadOnlyList<string> files, IReadOnlyList<DicomFile> headers, IReadOnlyList<SliceFacts> facts) =>
        (Files, Headers, Facts) = (files, headers, facts);

    /// <summary>As they were given; <see cref="StackVerdict.Order"/> speaks of this order.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Without pixel data.</summary>
    public IReadOnlyList<DicomFile> Headers { get; }

    public IReadOnlyList<SliceFacts> Facts { get; }

    public StackVerdict Verdict => field ??= SliceStack.Examine(Facts);

    public string Modality => Facts[Verdict.IsVolume ? Verdict.Order[0] : 0].Modality ?? "";

    /// <remarks>Files that are no volume are a <see cref="Verdict"/>, not an error.</remarks>
    /// <exception cref="DicomDataException">A file cannot be read.</exception>
    public static SourceImages Examine(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        DicomFile[] headers = new DicomFile[files.Count];
        SliceFacts[] facts = new SliceFacts[files.Count];
        for (int i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            DicomFile file = Read(files[i]);
            headers[i] = file;
            facts[i] = SliceFacts.From(file.DataSet, file.TransferSyntax.Uid);
        }

        return new(files, headers, facts);
    }

    /// <summary>The slices as the source of result objects, ascending along the normal like the volume. Only of a volume.</summary>
    public SourceSeries ToSource() => SourceSeries.Create(Verdict.Order.Select(i => Headers[i].DataSet));

    /// <exception cref="VolumeException">It is no volume, or a slice cannot be read.</exception>
    public Volume<float> ReadVolume(ValueUnits units, CancellationToken cancellationToken) =>
        SeriesVolumeBuilder.Build(Files, Verdict, isRescaled: units != ValueUnits.Stored, cancellationToken);

    private static DicomFile Read(string path)
    {
        try
        {
            return Part10File.Read(path, s_headerOnly);
        }
        catch (DicomDataException e)
        {
            throw new DicomDataException($"{Path.GetFileName(path)}: {e.Message}", e.Tag, e.Offset, e);
        }
    }
}
