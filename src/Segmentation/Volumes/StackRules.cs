using System.Globalization;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Segmentation.Volumes;

/// <summary>The rules of <see cref="SliceStack"/> in the order in which they are asked: the first that fails names the reason.</summary>
internal static class StackRules
{
    public static StackVerdict Judge(IReadOnlyList<SliceFacts> slices, IReadOnlyList<int> candidates, StackTolerances tolerances)
    {
        SliceFacts[] facts = [.. candidates.Select(i => slices[i])];
        if (Each(facts, tolerances) is { } single)
        {
            return single;
        }

        SliceFacts first = facts[0];
        if (Together(facts, first, tolerances) is { } mixed)
        {
            return mixed;
        }

        Vector3D normal = Vector3D.Cross(first.ColumnDirection!.Value, first.RowDirection!.Value).Normalized();
        int[] order = [.. candidates.OrderBy(i => Vector3D.Dot(slices[i].Position!.Value, normal)).ThenBy(i => i)];
        StackVerdict? uneven = StackSpacing.Judge([.. order.Select(i => slices[i])], normal, tolerances);
        if (uneven is not null)
        {
            return uneven;
        }

        SliceFacts bottom = slices[order[0]];
        Vector3D step = (slices[order[^1]].Position!.Value - bottom.Position!.Value) / (order.Length - 1);
        (double betweenRows, double betweenColumns) = bottom.PixelSpacing!.Value;
        Geometry geometry = new(bottom.Position.Value, bottom.ColumnDirection!.Value * betweenColumns, bottom.RowDirection!.Value * betweenRows, step);
        VolumeShape shape = new(order.Length, bottom.Rows!.Value, bottom.Columns!.Value);
        return new StackVerdict
        {
            Reason = StackReason.None,
            Sentence = Text($"A volume of {shape} voxels of {betweenColumns:0.###} x {betweenRows:0.###} x {step.Length:0.###} mm."),
            Order = order,
            Geometry = geometry,
            Shape = shape,
        };
    }

    /// <summary>What can be said of each image alone.</summary>
    private static StackVerdict? Each(SliceFacts[] facts, StackTolerances tolerances)
    {
        int frames = facts.Count(f => f.NumberOfFrames > 1 && f.FrameNumber is null);
        if (frames > 0)
        {
            return Refused(StackReason.MultiFrame, $"{frames} of {facts.Length} objects are multi-frame images that do not say of each frame where it lies.");
        }

        string? syntax = facts.Select(f => f.TransferSyntaxUid).FirstOrDefault(uid => uid is not null && !tolerances.CanDecode(uid));
        if (syntax is not null)
        {
            return Refused(StackReason.NoDecoder, $"Nothing on this machine decodes {TransferSyntax.Find(syntax)?.ToString() ?? syntax}.");
        }

        int without = facts.Count(f => f is not { Position: not null, ColumnDirection: not null, RowDirection: not null, PixelSpacing: not null, Rows: > 0, Columns: > 0 });
        if (without > 0)
        {
            return Refused(StackReason.MissingGeometry, $"{without} of {facts.Length} images lack position, orientation, pixel spacing or size.");
        }

        int zero = facts.Count(f => !(f.PixelSpacing!.Value.BetweenRows > 0 && f.PixelSpacing.Value.BetweenColumns > 0));
        if (zero > 0)
        {
            return Refused(StackReason.ZeroSpacing, $"{zero} of {facts.Length} images have a PixelSpacing of zero or less.");
        }

        int degenerate = facts.Count(f => !IsOrthonormal(f.ColumnDirection!.Value, f.RowDirection!.Value, tolerances));
        return degenerate == 0
            ? null
            : Refused(StackReason.DegenerateOrientation, $"In {degenerate} of {facts.Length} images ImageOrientationPatient is not two perpendicular unit vectors.");
    }

    /// <summary>What all images must have in common.</summary>
    private static StackVerdict? Together(SliceFacts[] facts, SliceFacts first, StackTolerances tolerances)
    {
        string[] sizes = [.. facts.Select(f => Text($"{f.Columns}x{f.Rows}")).Distinct()];
        if (sizes.Length > 1)
        {
            return Refused(StackReason.MixedSizes, $"The images have {sizes.Length} sizes: {string.Join(", ", sizes.Take(4))}.");
        }

        double angle = facts.Max(f => Math.Max(
            Degrees(f.ColumnDirection!.Value, first.ColumnDirection!.Value), Degrees(f.RowDirection!.Value, first.RowDirection!.Value)));
        if (angle > tolerances.OrientationDegrees)
        {
            return Refused(StackReason.MixedOrientations, $"The orientations of the images differ by up to {angle:0.##} degrees.");
        }

        double spacing = facts.Max(f => Math.Max(
            Math.Abs((f.PixelSpacing!.Value.BetweenRows / first.PixelSpacing!.Value.BetweenRows) - 1),
            Math.Abs((f.PixelSpacing.Value.BetweenColumns / first.PixelSpacing.Value.BetweenColumns) - 1)));
        if (spacing > tolerances.PixelSpacing)
        {
            return Refused(StackReason.MixedSpacing, $"The pixel spacings of the images lie between {facts.Min(f => f.PixelSpacing!.Value.BetweenRows):0.####} and {facts.Max(f => f.PixelSpacing!.Value.BetweenRows):0.####} mm.");
        }

        int frames = facts.Select(f => f.FrameOfReferenceUid).Distinct().Count();
        return frames > 1
            ? Refused(StackReason.MixedFramesOfReference, $"The images are in {frames} frames of reference: their positions cannot be compared.")
            : null;
    }

    private static bool IsOrthonormal(Vector3D column, Vector3D row, StackTolerances tolerances) =>
        Math.Abs(column.Length - 1) <= tolerances.UnitLength && Math.Abs(row.Length - 1) <= tolerances.UnitLength
        && Math.Abs(Degrees(column, row) - 90) <= tolerances.RightAngleDegrees;

    /// <summary>The angle between two vectors, by atan2: exact near 0 where the arc cosine is not.</summary>
    internal static double Degrees(Vector3D a, Vector3D b) => double.RadiansToDegrees(Math.Atan2(Vector3D.Cross(a, b).Length, Vector3D.Dot(a, b)));

    internal static StackVerdict Refused(StackReason reason, FormattableString sentence) =>
        new() { Reason = reason, Sentence = sentence.ToString(CultureInfo.InvariantCulture) };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
