using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Pixels.Codecs.Jpeg;

namespace DicomNode.Dicom.Pixels;

/// <summary>Frames as red, green and blue of 8 bits, for looking at: from RGB, YBR_FULL or a palette. PS3.3 §C.7.6.3.1.2.</summary>
public sealed class ColourFrames
{
    /// <summary>One sample that is an index into three tables.</summary>
    public const string Palette = "PALETTE COLOR";

    private readonly PixelFrames _frames;
    private readonly ColourPalette? _palette;

    private ColourFrames(PixelFrames frames, ColourPalette? palette) => (_frames, _palette) = (frames, palette);

    /// <exception cref="DicomDataException">The image has no colours, or in a way that is not known here.</exception>
    public static ColourFrames Open(DataSet dataSet, PixelFrames frames)
    {
        PixelFormat format = frames.Format;
        return (format.PhotometricInterpretation, format.SamplesPerPixel, format.Kind) switch
        {
            (Palette, 1, SampleKind.Integer) => new(frames, ColourPalette.Of(dataSet)),
            ("RGB" or "YBR_FULL", 3, SampleKind.Integer) when format.BitsStored <= 16 => new(frames, null),
            _ => throw new DicomDataException(
                $"{Tags.PhotometricInterpretation}: {format.PhotometricInterpretation} with {format.SamplesPerPixel} samples of {format.BitsStored} bits cannot be shown in colour.", Tags.PhotometricInterpretation),
        };
    }

    /// <param name="rgb">Receives 3 bytes a pixel, row by row.</param>
    public void ReadFrame(int frame, Span<byte> rgb)
    {
        PixelFormat format = _frames.Format;
        ArgumentOutOfRangeException.ThrowIfLessThan(rgb.Length, format.Rows * format.Columns * 3, nameof(rgb));
        int[] values = new int[format.FrameLength];
        _frames.ReadFrame<int>(frame, values);
        if (_palette is not null)
        {
            for (int i = 0; i < values.Length; i++)
            {
                _palette.Look(values[i], rgb.Slice(i * 3, 3));
            }

            return;
        }

        if (format.PhotometricInterpretation == "YBR_FULL")
        {
            YcbcrColour.ToRgb(values, format.BitsStored);
        }

        int down = Math.Max(0, format.BitsStored - 8), up = Math.Max(0, 8 - format.BitsStored);
        for (int i = 0; i < values.Length; i++)
        {
            rgb[i] = (byte)(values[i] >> down << up);
        }
    }
}
