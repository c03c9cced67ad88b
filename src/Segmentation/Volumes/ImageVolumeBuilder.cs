using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Segmentation.Volumes;

/// <summary>
/// From one image to a volume whose slices are its frames. It lies nowhere in the patient: its axes are those of the picture, a pixel is as large as the image says
/// (PixelSpacing, ImagerPixelSpacing) or 1 mm, and frames are 1 mm apart.
/// </summary>
public static class ImageVolumeBuilder
{
    /// <param name="path">A file with pixel data.</param>
    /// <param name="isRescaled">Gray values: stored value * RescaleSlope + RescaleIntercept; otherwise as stored.</param>
    /// <param name="decoder">For compressed frames.</param>
    /// <exception cref="VolumeException">The file cannot be read, or has not this component. Names the file.</exception>
    public static Volume<float> Build(string path, ImageComponent component, bool isRescaled, IFrameDecoder? decoder, CancellationToken cancellationToken)
    {
        try
        {
            DicomFile file = Part10File.Read(path);
            PixelFrames pixels = PixelFrames.Open(file.DataSet, file.TransferSyntax, decoder);
            PixelFormat format = pixels.Format;
            Volume<float> volume = new(
                new float[checked(pixels.Count * format.Rows * format.Columns)], new VolumeShape(pixels.Count, format.Rows, format.Columns), Grid(file.DataSet));
            Action<int, Memory<float>> read = IsColour(format)
                ? Colour(ColourFrames.Open(file.DataSet, pixels), component, format)
                : Gray(file.DataSet, pixels, component, isRescaled);
            int plane = format.Rows * format.Columns;
            for (int frame = 0; frame < pixels.Count; frame++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                read(frame, volume.Values.Slice(frame * plane, plane));
            }

            return volume;
        }
        catch (Exception e) when (e is VolumeException or DicomDataException or IOException or OverflowException)
        {
            throw new VolumeException($"{Path.GetFileName(path)}: {e.Message}", e);
        }
    }

    /// <summary>What <see cref="Build"/> would give, from the header alone.</summary>
    /// <exception cref="VolumeException">It is no image.</exception>
    public static (VolumeShape Shape, Geometry Geometry) GridOf(DataSet header) =>
        header.GetInt32(Tags.Rows) is > 0 and int rows && header.GetInt32(Tags.Columns) is > 0 and int columns
            ? (new(header.GetInt32(Tags.NumberOfFrames) is > 0 and int frames ? frames : 1, rows, columns), Grid(header))
            : throw new VolumeException("It is no image: it has no rows or no columns.");

    private static bool IsColour(PixelFormat format) => format.SamplesPerPixel > 1 || format.PhotometricInterpretation == ColourFrames.Palette;

    private static Action<int, Memory<float>> Gray(DataSet image, PixelFrames pixels, ImageComponent component, bool isRescaled)
    {
        if (isRescaled && image.Contains(Tags.ModalityLutSequence))
        {
            throw new VolumeException("a Modality LUT instead of a rescale slope is not supported.");
        }

        PixelFormat format = pixels.Format;
        double slope = isRescaled ? image.GetDouble(Tags.RescaleSlope) ?? 1 : 1, intercept = isRescaled ? image.GetDouble(Tags.RescaleIntercept) ?? 0 : 0;
        if (component != ImageComponent.Gray && format.PhotometricInterpretation == "MONOCHROME1") // the least value is white. PS3.3 §C.7.6.3.1.2
        {
            (slope, intercept) = (-slope, intercept + (slope * (format.MaxValue + format.MinValue)));
        }

        return (frame, values) => pixels.ReadFrame(frame, values.Span, slope, intercept);
    }

    private static Action<int, Memory<float>> Colour(ColourFrames frames, ImageComponent component, PixelFormat format)
    {
        (float red, float green, float blue) = component switch
        {
            ImageComponent.Luminance => (0.299f, 0.587f, 0.114f),
            ImageComponent.Red => (1, 0, 0),
            ImageComponent.Green => (0, 1, 0),
            ImageComponent.Blue => (0f, 0f, 1f),
            _ => throw new VolumeException($"a colour image ({format.PhotometricInterpretation}) has no gray values; the model's input may say component: luminance, red, green or blue."),
        };
        byte[] rgb = new byte[format.Rows * format.Columns * 3];
        return (frame, values) =>
        {
            frames.ReadFrame(frame, rgb);
            Span<float> taken = values.Span;
            for (int i = 0; i < taken.Length; i++)
            {
                taken[i] = (red * rgb[i * 3]) + (green * rgb[(i * 3) + 1]) + (blue * rgb[(i * 3) + 2]);
            }
        };
    }

    private static Geometry Grid(DataSet image)
    {
        (double row, double column) = Spacing(image, Tags.PixelSpacing) ?? Spacing(image, Tags.ImagerPixelSpacing) ?? (1, 1);
        return new(default, new Vector3D(column, 0, 0), new Vector3D(0, row, 0), new Vector3D(0, 0, 1));
    }

    private static (double Row, double Column)? Spacing(DataSet image, Tag tag) =>
        image.GetDoubles(tag) is [> 0 and double row, > 0 and double column] ? (row, column) : null;
}
