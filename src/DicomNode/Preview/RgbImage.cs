using DicomNode.Dicom.Iod;

namespace DicomNode.Preview;

/// <summary>An image of 8 bits per colour: red, green, blue, row by row from the top.</summary>
internal sealed class RgbImage(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public byte[] Pixels { get; } = new byte[checked(width * height * 3)];

    public RgbColor this[int x, int y]
    {
        get
        {
            int i = Offset(x, y);
            return new(Pixels[i], Pixels[i + 1], Pixels[i + 2]);
        }

        set
        {
            int i = Offset(x, y);
            (Pixels[i], Pixels[i + 1], Pixels[i + 2]) = (value.Red, value.Green, value.Blue);
        }
    }

    /// <summary>Lays a colour over a pixel.</summary>
    /// <param name="opacity">0 leaves the pixel, 1 replaces it.</param>
    public void Blend(int x, int y, RgbColor color, double opacity)
    {
        RgbColor below = this[x, y];
        this[x, y] = new(Mix(below.Red, color.Red, opacity), Mix(below.Green, color.Green, opacity), Mix(below.Blue, color.Blue, opacity));
    }

    /// <summary>A rectangle of one colour; what lies outside of the image is left out.</summary>
    public void Fill(int left, int top, int width, int height, RgbColor color)
    {
        for (int y = Math.Max(0, top); y < Math.Min(Height, top + height); y++)
        {
            for (int x = Math.Max(0, left); x < Math.Min(Width, left + width); x++)
            {
                this[x, y] = color;
            }
        }
    }

    /// <summary>Another image, that has to fit in.</summary>
    public void Place(RgbImage other, int left, int top)
    {
        for (int y = 0; y < other.Height; y++)
        {
            other.Pixels.AsSpan(y * other.Width * 3, other.Width * 3).CopyTo(Pixels.AsSpan(Offset(left, top + y)));
        }
    }

    private int Offset(int x, int y) => ((y * Width) + x) * 3;

    private static byte Mix(byte below, byte above, double opacity) => (byte)Math.Round((below * (1 - opacity)) + (above * opacity));
}
