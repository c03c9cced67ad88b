using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Segmentation.Volumes;

/// <summary>How far slices may be from a perfect grid and still count as one. Defaults allow for coordinates rounded to 0.1 mm and cosines of 4 digits.</summary>
public sealed record StackTolerances
{
    public static StackTolerances Default { get; } = new();

    /// <summary>
    /// How far a slice may lie from its place on the even grid between the first and the last slice, as a part of the step.
    /// The manifest's <c>uniformSpacingTolerance</c>. Positions, not gaps, are held against it: so errors cannot add up over the stack.
    /// </summary>
    public double UniformSpacing { get; init; } = 0.02;

    /// <summary>Positions rounded to 0.1 mm, at both ends of the stack too: a slice may be off by this many mm in any case, but never by more than a fifth of the step.</summary>
    public double PositionMm { get; init; } = 0.1;

    /// <summary>Two images closer than this along the normal, in mm, are at one position.</summary>
    public double DuplicateMm { get; init; } = 0.01;

    /// <summary>Angle between the planes (or the in-plane axes) of two slices, degrees.</summary>
    public double OrientationDegrees { get; init; } = 0.1;

    /// <summary>Deviation of the two axes from a right angle, degrees; of their length from 1: <see cref="UnitLength"/>.</summary>
    public double RightAngleDegrees { get; init; } = 0.5;

    public double UnitLength { get; init; } = 0.01;

    /// <summary>Relative difference of PixelSpacing between slices.</summary>
    public double PixelSpacing { get; init; } = 1e-3;

    /// <summary>Angle between the line through the positions and the normal, degrees; below it, what shear there is stays in the slice step.</summary>
    public double TiltDegrees { get; init; } = 0.5;

    /// <summary>Sideways distance of a position from the line through first and last, in pixels.</summary>
    public double SidewaysPixels { get; init; } = 0.5;

    /// <summary>Whether there is a decoder for a transfer syntax UID. Default: those of uncompressed pixel data.</summary>
    public Func<string, bool> CanDecode { get; init; } = uid => TransferSyntax.Find(uid) is { IsEncapsulated: false };

    /// <summary>The default, where compressed pixel data is decoded by <paramref name="decoder"/>.</summary>
    public static StackTolerances For(IFrameDecoder decoder) =>
        Default with { CanDecode = uid => TransferSyntax.Find(uid) is { } syntax && (!syntax.IsEncapsulated || decoder.CanDecode(syntax)) };
}
