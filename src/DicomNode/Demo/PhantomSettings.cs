using DicomNode.Segmentation.Volumes;

namespace DicomNode.Demo;

/// <summary>What kind of CT series to make. The anatomy is fixed in the patient; these settings say how it is scanned.</summary>
public sealed record PhantomSettings
{
    public int Columns { get; init; } = 256;

    public int Rows { get; init; } = 256;

    public int Slices { get; init; } = 80;

    /// <summary>Distance of neighbouring pixels, in mm.</summary>
    public double PixelSpacingMm { get; init; } = 1.5;

    /// <summary>Distance of neighbouring slices, in mm.</summary>
    public double SliceSpacingMm { get; init; } = 3;

    /// <summary>Standard deviation of the noise in HU.</summary>
    public double NoiseHu { get; init; } = 12;

    /// <summary>Where the middle of the anatomy lies, in mm, LPS.</summary>
    public Vector3D Isocentre { get; init; } = new(3.5, -162.25, -410.5);

    /// <summary>Rotation of the image planes about the patient's left-right axis, in degrees: 0 axial, 90 coronal.</summary>
    public double PitchDegrees { get; init; }

    /// <summary>Rotation of the image planes about the head-foot axis, in degrees.</summary>
    public double YawDegrees { get; init; }

    /// <summary>Two series of the same settings but another seed have other noise and other UIDs.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>A quarter of the default in each direction, for tests.</summary>
    public static PhantomSettings Small { get; } = new() { Columns = 64, Rows = 64, Slices = 24, PixelSpacingMm = 6, SliceSpacingMm = 10 };
}
