using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Segmentation.Volumes;

/// <summary>From the files of a series to a volume in the units of its rescale: Hounsfield for CT.</summary>
public static class SeriesVolumeBuilder
{
    /// <summary>Reads what <see cref="SliceStack"/> needs to know of a file, one for each of its slices; pixel data is not read.</summary>
    /// <exception cref="DicomDataException">Not a DICOM file.</exception>
    public static IReadOnlyList<SliceFacts> ReadFacts(string path)
    {
        DicomFile file = Part10File.Read(path, DataSetReadOptions.Header);
        return SliceFacts.Of(file.DataSet, file.TransferSyntax.Uid);
    }

    /// <summary>Of files that are one slice each.</summary>
    /// <param name="files">Paths, in the order in which their facts were examined.</param>
    /// <inheritdoc cref="Build(IReadOnlyList{SlicePixels}, StackVerdict, bool, IFrameDecoder?, CancellationToken)"/>
    public static Volume<float> Build(IReadOnlyList<string> files, StackVerdict verdict, CancellationToken cancellationToken) =>
        Build([.. files.Select(f => new SlicePixels(f, 0))], verdict, isRescaled: true, decoder: null, cancellationToken);

    /// <summary>
    /// Reads the slices of <paramref name="verdict"/>, several at once, each straight into its place; a file is read once, whatever of its frames are slices.
    /// A voxel is stored value * RescaleSlope + RescaleIntercept of its own slice (1 and 0 where absent), computed in float64 and rounded to float32.
    /// PixelPaddingValue gets no treatment: padding keeps its value, as the models that were trained on such volumes saw it (a CT's corner is then
    /// below -1024 HU).
    /// </summary>
    /// <param name="slices">In the order in which their facts were examined.</param>
    /// <param name="isRescaled">False: stored values as they are.</param>
    /// <param name="decoder">For compressed slices; called from several threads. Null: there is none.</param>
    /// <exception cref="VolumeException">A file is not what its header said when it was examined, or its samples cannot be read. Names the file.</exception>
    public static Volume<float> Build(
        IReadOnlyList<SlicePixels> slices, StackVerdict verdict, bool isRescaled, IFrameDecoder? decoder, CancellationToken cancellationToken)
    {
        if (!verdict.IsVolume)
        {
            throw new VolumeException(verdict.Sentence);
        }

        float[] values = GC.AllocateUninitializedArray<float>(verdict.Shape.Length);
        Volume<float> volume = new(values, verdict.Shape, verdict.Geometry);
        ParallelOptions options = new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        IGrouping<string, int>[] files = [.. Enumerable.Range(0, verdict.Shape.Depth).GroupBy(z => slices[verdict.Order[z]].Path)];
        try
        {
            Parallel.ForEach(files, options, file =>
            {
                using SliceImage image = SliceImage.Open(file.Key, decoder);
                Parallel.ForEach(file, options, z => image.ReadSlice(slices[verdict.Order[z]].Frame, volume.Slice(z), volume.Shape, isRescaled));
            });
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions.OfType<VolumeException>().FirstOrDefault() is { } first)
        {
            throw new VolumeException(first.Message, first);
        }

        return volume;
    }
}
