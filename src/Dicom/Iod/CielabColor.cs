namespace DicomNode.Dicom.Iod;

/// <summary>
/// A colour of CIELab with white point D50, as DICOM scales it to 16 bits: L* 0…100 and a*, b* -128…127 to 0…65535. PS3.3 §C.10.7.1.1.
/// </summary>
public readonly record struct CielabColor(ushort L, ushort A, ushort B)
{
    private const double Epsilon = 216.0 / 24389.0, Kappa = 24389.0 / 27.0; // CIE 15: where the cube root gives way to a line
    private const double WhiteX = 0.96422, WhiteZ = 0.82521;                 // D50, Y = 1

    public static CielabColor FromRgb(RgbColor color)
    {
        double r = Linear(color.Red), g = Linear(color.Green), b = Linear(color.Blue);
        // sRGB to XYZ, adapted from D65 to D50 by Bradford's method, as the ICC profile of sRGB has it
        double fx = Root(((0.4360747 * r) + (0.3850649 * g) + (0.1430804 * b)) / WhiteX);
        double fy = Root((0.2225045 * r) + (0.7168786 * g) + (0.0606169 * b));
        double fz = Root(((0.0139322 * r) + (0.0971045 * g) + (0.7141733 * b)) / WhiteZ);
        return new(
            Scaled(((116 * fy) - 16) / 100),
            Scaled(((500 * (fx - fy)) + 128) / 255),
            Scaled(((200 * (fy - fz)) + 128) / 255));
    }

    /// <summary>The nearest colour of sRGB: what <see cref="FromRgb"/> was given, when it came from there.</summary>
    public RgbColor ToRgb()
    {
        double fy = ((100.0 * L / ushort.MaxValue) + 16) / 116;
        double fx = fy + (((255.0 * A / ushort.MaxValue) - 128) / 500), fz = fy - (((255.0 * B / ushort.MaxValue) - 128) / 200);
        double x = WhiteX * Cube(fx), y = Cube(fy), z = WhiteZ * Cube(fz);
        return new(
            Gamma((3.1338561 * x) - (1.6168667 * y) - (0.4906146 * z)),
            Gamma((-0.9787684 * x) + (1.9161415 * y) + (0.0334540 * z)),
            Gamma((0.0719453 * x) - (0.2289914 * y) + (1.4052427 * z)));
    }

    private static double Linear(byte value)
    {
        double v = value / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
    }

    private static double Root(double t) => t > Epsilon ? Math.Cbrt(t) : ((Kappa * t) + 16) / 116;

    private static double Cube(double f) => f * f * f > Epsilon ? f * f * f : ((116 * f) - 16) / Kappa;

    private static byte Gamma(double linear) =>
        (byte)Math.Round(255 * Math.Clamp(linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055, 0, 1));

    private static ushort Scaled(double fraction) => (ushort)Math.Round(Math.Clamp(fraction, 0, 1) * ushort.MaxValue);
}
