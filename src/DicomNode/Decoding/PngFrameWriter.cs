using DicomNode.Dicom.Data;
using DicomNode.Dicom.Pixels;
using DicomNode.Preview;

namespace DicomNode.Decoding;

/// <summary>A picture to look at: colours as RGB, gray values from the least to the greatest of the frame as 0 to 255.</summary>
internal sealed class PngFrameWriter : IPixelWriter
{
    public bool IsOfOneFrame => true;

    public void Write(Stream stream, DataSet dataSet, PixelFrames frames, Range range, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        PixelFormat format = frames.Format;
        int frame = range.Start.Value;
        if (format.SamplesPerPixel == 1 && format.PhotometricInterpretation != ColourFrames.Palette)
        {
            PngWriter.Write(stream, format.Columns, format.Rows, samples: 1, Gray(frames, frame));
            return;
        }

        byte[] rgb = new byte[format.Rows * format.Columns * 3];
        ColourFrames.Open(dataSet, frames).ReadFrame(frame, rgb);
        PngWriter.Write(stream, format.Columns, format.Rows, samples: 3, rgb);
    }

    private static byte[] Gray(PixelFrames frames, int frame)
    {
        double[] values = new double[frames.Format.FrameLength];
        frames.ReadFrame<double>(frame, values);
        (double least, double greatest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
            }
        }

        double scale = greatest > least ? 255 / (greatest - least) : 0;
        bool isInverted = frames.Format.PhotometricInterpretation == "MONOCHROME1"; // the least value is white. PS3.3 §C.7.6.3.1.2
        byte[] gray = new byte[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            byte level = double.IsNaN(values[i]) ? (byte)0 : (byte)Math.Clamp(Math.Round((values[i] - least) * scale), 0, 255);
            gray[i] = isInverted ? (byte)(255 - level) : level;
        }

        return gray;
    }
}
