using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Segmentation.Volumes;

/// <summary>An image that was read from its file: its frames are slices, each decoded when it is asked for. Several threads may ask at once.</summary>
public sealed class SliceImage : IDisposable
{
    private readonly FileBytes _bytes;
    private readonly string _name;
    private readonly DataSet _image;
    private readonly PixelFrames _pixels;
    private readonly IReadOnlyList<FrameHeader> _frames;

    private SliceImage(FileBytes bytes, string name, DataSet image, PixelFrames pixels) => (_bytes, _name, _image, _pixels, _frames) = (bytes, name, image, pixels, FrameHeader.Placed(image));

    /// <param name="decoder">For compressed frames. Null: there is none.</param>
    /// <exception cref="VolumeException">The file cannot be read, or has no gray values. Names the file.</exception>
    public static SliceImage Open(string path, IFrameDecoder? decoder)
    {
        string name = Path.GetFileName(path);
        FileBytes? bytes = null;
        try
        {
            // a rented buffer: hundreds of megabytes of files read would otherwise lie beside the volume until the collector is pressed
            bytes = FileBytes.Read(path);
            DicomFile file = Part10File.Parse(bytes.Memory);
            PixelFrames pixels = PixelFrames.Open(file.DataSet, file.TransferSyntax, decoder);
            SliceImage image = pixels.Format.SamplesPerPixel == 1
                ? new(bytes, name, file.DataSet, pixels)
                : throw new VolumeException($"{name}: {pixels.Format.SamplesPerPixel} samples per pixel are no gray values.");
            bytes = null;
            return image;
        }
        catch (Exception e) when (e is DicomDataException or IOException)
        {
            throw new VolumeException($"{name}: {e.Message}", e);
        }
        finally
        {
            bytes?.Dispose();
        }
    }

    /// <param name="frame">From 0.</param>
    /// <param name="slice">Receives the values, [y, x].</param>
    /// <param name="shape">Of the volume.</param>
    /// <param name="isRescaled">Stored value * RescaleSlope + RescaleIntercept of this frame; otherwise as stored.</param>
    /// <exception cref="VolumeException">It is not what its header said when it was examined, or its samples cannot be read. Names the file.</exception>
    public void ReadSlice(int frame, Span<float> slice, VolumeShape shape, bool isRescaled)
    {
        try
        {
            if (_pixels.Format.Rows != shape.Height || _pixels.Format.Columns != shape.Width || frame >= _pixels.Count || frame >= _frames.Count)
            {
                throw new VolumeException($"{_name}: the size of the image is not that of the series.");
            }

            if (isRescaled && _image.Contains(Tags.ModalityLutSequence))
            {
                throw new VolumeException($"{_name}: a Modality LUT instead of a rescale slope is not supported.");
            }

            DataSet header = _frames[frame].DataSet;
            double slope = isRescaled ? header.GetDouble(Tags.RescaleSlope) ?? 1 : 1;
            double intercept = isRescaled ? header.GetDouble(Tags.RescaleIntercept) ?? 0 : 0;
            _pixels.ReadFrame(frame, slice, slope, intercept);
        }
        catch (DicomDataException e)
        {
            throw new VolumeException($"{_name}: {e.Message}", e);
        }
    }

    /// <summary>Nothing that came of it may be used afterwards.</summary>
    public void Dispose() => _bytes.Dispose();
}
