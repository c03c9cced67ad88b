using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>The box that a padding or cropping step takes of the tensor.</summary>
internal static class BoxStep
{
    /// <summary>The mode of a padding step that adds everything behind the last voxel.</summary>
    public const string EndMode = "end";

    /// <summary>The mode of crop-foreground that lets the margin end at the volume's border (MONAI's allow_smaller).</summary>
    public const string WithinMode = "within";

    private static readonly int[] s_none = [0, 0, 0];
    private static readonly int[] s_any = [1, 1, 1];

    /// <returns>Where nothing is found to crop to, the whole.</returns>
    public static ((int Z, int Y, int X) First, VolumeShape Size) BoxOf(PreprocessStep step, PreparedTensor tensor, CancellationToken cancellationToken)
    {
        VolumeShape shape = tensor.Shape;
        switch (step.Op)
        {
            case PreprocessOp.PadTo:
                return Boxes.PadTo(new VolumeShape(step.Size![0], step.Size[1], step.Size[2]), shape, step.Mode == EndMode);
            case PreprocessOp.PadDivisible:
                return Boxes.PadDivisible(step.DivisibleBy!, shape, step.Mode == EndMode);
            case PreprocessOp.CenterCrop:
                return Boxes.Centre(step.Size!, shape);
        }

        Memory<float>[] channels = [.. step.Channels?.Select(c => tensor.Channels[c]) ?? tensor.Channels];
        Foreground.RowRange isIn = step.Op == PreprocessOp.CropNonzero ? Foreground.Nonzero : Foreground.Above((float)(step.Threshold ?? 0));
        return Foreground.Box(channels, shape, isIn, cancellationToken) is { } found
            ? Boxes.Around(found, shape, step.MarginVoxels ?? s_none, step.DivisibleBy ?? s_any, step.Mode == WithinMode)
            : ((0, 0, 0), shape);
    }
}
