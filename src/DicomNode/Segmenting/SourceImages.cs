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

    private readonly IReadOnlyList<(int File, FrameHeader Frame)> _slices;
    private readonly SliceFacts[] _facts;
    private OpenedFile? _opened;

    private SourceImages(IReadOnlyList<string> files, IReadOnlyList<DicomFile> headers, IReadOnlyList<(int File, FrameHeader Frame)> slices, IFrameDecoder decoder)
    {
        (Files, Headers, _slices, _decoder, _tolerances) = (files, headers, slices, decoder, StackTolerances.For(decoder));
        _facts = [.. slices.Select(s => SliceFacts.From(s.Frame, headers[s.File].TransferSyntax.Uid))];
    }

    /// <summary>As they were given.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Of the files, without pixel data.</summary>
    public IReadOnlyList<DicomFile> Headers { get; }

    /// <summary>What is taken of one image by itself; null: the files are a series.</summary>
    public ImageComponent? Component { get; private init; }

    /// <summary>Which of the volumes in its files it is (<see cref="VolumePart.Label"/>); null: they hold no other.</summary>
    public string? Volume { get; private init; }

    /// <summary>It can go into a model.</summary>
    public bool IsWhole => Component is not null || Verdict.IsVolume;

    /// <summary>Of the volume that <see cref="ReadVolume"/> gives; only of what is whole.</summary>
    public (VolumeShape Shape, Geometry Geometry) Grid => Component is null ? (Verdict.Shape, Verdict.Geometry!) : ImageVolumeBuilder.GridOf(Headers[0].DataSet);

    /// <summary>As one volume. It speaks of slices: the images, and the frames of those that have several, in the order of the files.</summary>
    public StackVerdict Verdict => field ??= SliceStack.Examine(_facts, _tolerances);

    /// <summary>As the volumes that they may be.</summary>
    public SeriesVolumes Volumes => field ??= SeriesVolumes.Examine(_facts, _tolerances);

    /// <summary>What a model can take by itself: the files of each of <see cref="Volumes"/>.</summary>
    public IReadOnlyList<SeriesPart> Parts
    {
        get
        {
            int[][] files = [.. Volumes.Parts.Select(p => p.Slices.Select(i => _slices[i].File).Distinct().ToArray())];
            HashSet<int> shared = [.. files.SelectMany(f => f).GroupBy(f => f).Where(g => g.Count() > 1).Select(g => g.Key)];
            return [.. Volumes.Parts.Zip(files, (part, own) => new SeriesPart(own, own.Any(shared.Contains) ? part.Label : null))];
        }
    }

    /// <summary>The header of the volume's first slice.</summary>
    public DataSet FirstHeader => Header(0);

    public string Modality => _facts[Component is null && Verdict.IsVolume ? Verdict.Order[0] : 0].Modality ?? "";

    /// <remarks>Files that are no volume are a <see cref="Verdict"/>, not an error.</remarks>
    /// <param name="decoder">Of compressed slices: one that it does not decode is no slice of a volume.</param>
    /// <exception cref="DicomDataException">A file cannot be read.</exception>
    public static SourceImages Examine(IReadOnlyList<string> files, IFrameDecoder decoder, CancellationToken cancellationToken)
    {
        DicomFile[] headers = new DicomFile[files.Count];
        for (int i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            headers[i] = Read(files[i]);
        }

        return new(files, headers, [.. headers.SelectMany((h, i) => FrameHeader.Placed(h.DataSet).Select(f => (i, f)))], decoder);
    }

    /// <summary>One image by itself, for a model that takes such.</summary>
    /// <exception cref="DicomDataException">The file cannot be read.</exception>
    public static SourceImages ExamineImage(string file, ImageComponent component, IFrameDecoder decoder)
    {
        DicomFile header = Read(file);
        return new([file], [header], [(0, new(header.DataSet, null))], decoder) { Component = component };
    }

    /// <summary>The slices of one of several volumes in these files.</summary>
    /// <param name="volume"><see cref="VolumePart.Label"/>.</param>
    /// <exception cref="VolumeException">There is none of this name.</exception>
    public SourceImages Only(string volume) => Volumes.Parts.Zip(Parts).FirstOrDefault(p => p.First.Label == volume) is ({ } slices, { } part)
        ? new(Files, Headers, [.. slices.Slices.Select(i => _slices[i])], _decoder) { Volume = part.Volume }
        : throw new VolumeException($"The files hold no volume \"{volume}\". {Volumes.Verdict.Sentence}");

    /// <returns>Why it is not what an input asks for; null when it is.</returns>
    public string? Misfit(SelectSpec select) =>
        Component is null ? SeriesFit.Misfit(select, FirstHeader, Verdict) : SeriesFit.Misfit(select, Headers[0].DataSet);

    /// <summary>
    /// The slices as the source of result objects, ascending along the normal like the volume; what was set aside is not among them. Of an image by itself its frames,
    /// which lie nowhere in the patient.
    /// </summary>
    public SourceSeries ToSource()
    {
        if (Component is not null)
        {
            return SourceSeries.CreateFlat(Headers[0].DataSet);
        }

        HashSet<int> aside = [.. Verdict.SetAside.Select(a => a.Index)];
        return SourceSeries.Create(_slices.Where((_, i) => !aside.Contains(i)).Select(s => s.Frame));
    }

    /// <exception cref="VolumeException">It is no volume, or a slice cannot be read.</exception>
    public Volume<float> ReadVolume(ValueUnits units, CancellationToken cancellationToken)
    {
        if (Component is ImageComponent component)
        {
            return ImageVolumeBuilder.Build(Files[0], component, isRescaled: units != ValueUnits.Stored, _decoder, cancellationToken);
        }

        Volume<float> volume = SeriesVolumeBuilder.Build([.. _slices.Select(PixelsOf)], Verdict, isRescaled: units != ValueUnits.Stored, _decoder, cancellationToken);
        if (units == ValueUnits.Suvbw)
        {
            TensorPrimitives.Multiply(volume.Values.Span, (float)SuvScale.Of([.. Enumerable.Range(0, Verdict.Order.Count).Select(Header)]), volume.Values.Span);
        }

        return volume;
    }

    /// <summary>One slice in the units of its rescale, [y, x].</summary>
    /// <param name="z">Ascending along the normal, as in the volume.</param>
    /// <exception cref="VolumeException">It cannot be read.</exception>
    public void ReadSlice(int z, Span<float> values)
    {
        (int file, FrameHeader frame) = _slices[Verdict.Order[z]];
        if (frame.FrameNumber is null)
        {
            using SliceImage single = SliceImage.Open(Files[file], _decoder);
            single.ReadSlice(0, values, Verdict.Shape, isRescaled: true);
            return;
        }

        OpenedFile opened = _opened is { } last && last.File == file ? last : new(file, SliceImage.Open(Files[file], _decoder));
        _opened = opened; // the next slice may be a frame of the same file; whoever reads the last one meanwhile keeps it
        opened.Image.ReadSlice(IndexOf(frame), values, Verdict.Shape, isRescaled: true);
    }

    private DataSet Header(int z) => _slices[Verdict.Order[z]].Frame.DataSet;

    private SlicePixels PixelsOf((int File, FrameHeader Frame) slice) => new(Files[slice.File], IndexOf(slice.Frame));

    private static int IndexOf(FrameHeader frame) => (frame.FrameNumber ?? 1) - 1;

    private sealed record OpenedFile(int File, SliceImage Image);

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
