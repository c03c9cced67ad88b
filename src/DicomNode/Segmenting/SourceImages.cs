using System.Numerics.Tensors;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmenting;

/// <summary>The files of a series, examined: which of them are its slices, in which order, and their headers. Or one image that is taken by itself.</summary>
internal sealed class SourceImages
{
    private readonly IFrameDecoder _decoder;
    private readonly StackTolerances _tolerances;

    private SourceImages(IReadOnlyList<string> files, IReadOnlyList<DicomFile> headers, IReadOnlyList<SliceFacts> facts, IFrameDecoder decoder) =>
        (Files, Headers, Facts, _decoder, _tolerances) = (files, headers, facts, decoder, StackTolerances.For(decoder));

    /// <summary>As they were given; <see cref="StackVerdict.Order"/> speaks of this order.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Without pixel data.</summary>
    public IReadOnlyList<DicomFile> Headers { get; }

    public IReadOnlyList<SliceFacts> Facts { get; }

    /// <summary>What is taken of one image by itself; null: the files are a series.</summary>
    public ImageComponent? Component { get; private init; }

    /// <summary>It can go into a model.</summary>
    public bool IsWhole => Component is not null || Verdict.IsVolume;

    /// <summary>Of the volume that <see cref="ReadVolume"/> gives; only of what is whole.</summary>
    public (VolumeShape Shape, Geometry Geometry) Grid => Component is null ? (Verdict.Shape, Verdict.Geometry!) : ImageVolumeBuilder.GridOf(Headers[0].DataSet);

    /// <summary>As one volume.</summary>
    public StackVerdict Verdict => field ??= SliceStack.Examine(Facts, _tolerances);

    /// <summary>As the volumes that they may be.</summary>
    public SeriesVolumes Volumes => field ??= SeriesVolumes.Examine(Facts, _tolerances);

    public string Modality => Facts[Component is null && Verdict.IsVolume ? Verdict.Order[0] : 0].Modality ?? "";

    /// <remarks>Files that are no volume are a <see cref="Verdict"/>, not an error.</remarks>
    /// <param name="decoder">Of compressed slices: one that it does not decode is no slice of a volume.</param>
    /// <exception cref="DicomDataException">A file cannot be read.</exception>
    public static SourceImages Examine(IReadOnlyList<string> files, IFrameDecoder decoder, CancellationToken cancellationToken)
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

        return new(files, headers, facts, decoder);
    }

    /// <summary>One image by itself, for a model that takes such.</summary>
    /// <exception cref="DicomDataException">The file cannot be read.</exception>
    public static SourceImages ExamineImage(string file, ImageComponent component, IFrameDecoder decoder)
    {
        DicomFile header = Read(file);
        return new([file], [header], [SliceFacts.From(header.DataSet, header.TransferSyntax.Uid)], decoder) { Component = component };
    }

    /// <returns>Why it is not what an input asks for; null when it is.</returns>
    public string? Misfit(SelectSpec select) =>
        Component is null ? SeriesFit.Misfit(select, Headers[Verdict.Order[0]].DataSet, Verdict) : SeriesFit.Misfit(select, Headers[0].DataSet);

    /// <summary>
    /// The slices as the source of result objects, ascending along the normal like the volume. Only of a volume. Of an image by itself its frames, which lie nowhere
    /// in the patient.
    /// </summary>
    public SourceSeries ToSource() =>
        Component is null ? SourceSeries.Create(Verdict.Order.Select(i => Headers[i].DataSet)) : SourceSeries.CreateFlat(Headers[0].DataSet);

    /// <exception cref="VolumeException">It is no volume, or a slice cannot be read.</exception>
    public Volume<float> ReadVolume(ValueUnits units, CancellationToken cancellationToken)
    {
        if (Component is ImageComponent component)
        {
            return ImageVolumeBuilder.Build(Files[0], component, isRescaled: units != ValueUnits.Stored, _decoder, cancellationToken);
        }

        Volume<float> volume = SeriesVolumeBuilder.Build(Files, Verdict, isRescaled: units != ValueUnits.Stored, _decoder, cancellationToken);
        if (units == ValueUnits.Suvbw)
        {
            TensorPrimitives.Multiply(volume.Values.Span, (float)SuvScale.Of([.. Verdict.Order.Select(i => Headers[i].DataSet)]), volume.Values.Span);
        }

        return volume;
    }

    /// <summary>One slice in the units of its rescale, [y, x].</summary>
    /// <param name="z">Ascending along the normal, as in the volume.</param>
    /// <exception cref="VolumeException">It cannot be read.</exception>
    public void ReadSlice(int z, Span<float> values) =>
        SeriesVolumeBuilder.ReadSlice(Files[Verdict.Order[z]], values, Verdict.Shape, isRescaled: true, _decoder);

    private static DicomFile Read(string path)
    {
        try
        {
            return Part10File.Read(path, DataSetReadOptions.Header);
        }
        catch (DicomDataException e)
        {
            throw new DicomDataException($"{Path.GetFileName(path)}: {e.Message}", e.Tag, e.Offset, e);
        }
    }
}
