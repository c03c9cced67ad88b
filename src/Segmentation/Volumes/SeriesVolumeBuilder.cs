using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Segmentation.Volumes;

/// <summary>From the files of a series to a volume in the units of its rescale: Hounsfield for CT.</summary>
public static class SeriesVolumeBuilder
{
    /// <summary>Reads what <see cref="SliceStack"/> needs to know of a file; pixel data is not read.</summary>
    /// <exception cref="DicomDataException">Not a DICOM file.</exception>
    public static SliceFacts ReadFacts(string path)
    {
        DicomFile file = Part10File.Read(path, DataSetReadOptions.Header);
        return SliceFacts.From(file.DataSet, file.TransferSyntax.Uid);
    }

    /// <summary>
    /// Reads the slices of <paramref name="verdict"/>, several at once, each straight into its place.
    /// A voxel is stored value * RescaleSlope + RescaleIntercept of its own slice (1 and 0 where absent), computed in float64 and rounded to float32.
    /// PixelPaddingValue gets no treatment: padding keeps its value, as the models that were trained on such volumes saw it (a CT's corner is then
    /// below -1024 HU).
    /// </summary>
    /// <param name="files">Paths, in the order in which their facts were examined.</param>
    /// <exception cref="VolumeException">A file is not what its header said when it was examined, or its samples cannot be read. Names the file.</exception>
    public static Volume<float> Build(IReadOnlyList<string> files, StackVerdict verdict, CancellationToken cancellationToken) =>
        Build(files, verdict, isRescaled: true, decoder: null, cancellationToken);

    /// <inheritdoc cref="Build(IReadOnlyList{string}, StackVerdict, CancellationToken)"/>
    /// <param name="isRescaled">False: stored values as they are.</param>
    /// <param name="decoder">For compressed slices; called from several threads. Null: there is none.</param>
    public static Volume<float> Build(
        IReadOnlyList<string> files, StackVerdict verdict, bool isRescaled, IFrameDecoder? decoder, CancellationToken cancellationToken)
    {
        if (!verdict.IsVolume)
        {
            throw new VolumeException(verdict.Sentence);
        }

        float[] values = GC.AllocateUninitializedArray<float>(verdict.Shape.Length);
        Volume<float> volume = new(values, verdict.Shape, verdict.Geometry);
        ParallelOptions options = new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        try
        {
            Parallel.For(0, verdict.Shape.Depth, options, z => ReadSlice(files[verdict.Order[z]], volume.Slice(z), volume.Shape, isRescaled, decoder));
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<VolumeException>().FirstOrDefault() is { } first)
        {
            throw new VolumeException(first.Message, first);
        }

        return volume;
    }

    /// <summary>One slice of such a volume, for those who need no other.</summary>
    /// <param name="slice">Receives the values, [y, x].</param>
    /// <param name="shape">Of the volume.</param>
    /// <inheritdoc cref="Build(IReadOnlyList{string}, StackVerdict, bool, IFrameDecoder?, CancellationToken)"/>
    public static void ReadSlice(string path, Span<float> slice, VolumeShape shape, bool isRescaled, IFrameDecoder? decoder)
    {
        try
        {
            DicomFile file = Part10File.Read(path);
            DataSet image = file.DataSet;
            if (image.GetInt32(Tags.Rows) != shape.Height || image.GetInt32(Tags.Columns) != shape.Width)
            {
                throw new VolumeException("the size of the image is not that of the series.");
            }

            if (isRescaled && image.Contains(Tags.ModalityLutSequence))
            {
                throw new VolumeException("a Modality LUT instead of a rescale slope is not supported.");
            }

            PixelFrames pixels = PixelFrames.Open(image, file.TransferSyntax, decoder);
            if (pixels.Format.SamplesPerPixel != 1)
            {
                throw new VolumeException($"{pixels.Format.SamplesPerPixel} samples per pixel are no gray values.");
            }

            double slope = isRescaled ? image.GetDouble(Tags.RescaleSlope) ?? 1 : 1;
            double intercept = isRescaled ? image.GetDouble(Tags.RescaleIntercept) ?? 0 : 0;
            pixels.ReadFrame(0, slice, slope, intercept);
        }
        catch (Exception e) when (e is VolumeException or DicomDataException or IOException)
        {
            throw new VolumeException($"{Path.GetFileName(path)}: {e.Message}", e);
        }
    }
}
