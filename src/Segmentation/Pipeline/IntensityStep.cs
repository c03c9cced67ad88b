using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>A preprocessing step that changes values and no grid.</summary>
internal static class IntensityStep
{
    /// <summary>The mode of a zscore that counts and changes only what lies inside the mask of crop-nonzero.</summary>
    public const string MaskMode = "mask";

    /// <param name="tensor">Changed in place: the step's channels, or all.</param>
    /// <param name="perChannel">Statistics are those of each channel, not of all together.</param>
    /// <param name="mask">Of crop-nonzero, on the tensor's grid.</param>
    public static void Apply(PreprocessStep step, PreparedTensor tensor, bool perChannel, ReadOnlyMemory<ushort>? mask, CancellationToken cancellationToken)
    {
        Memory<float>[] channels = [.. step.Channels?.Select(c => tensor.Channels[c]) ?? tensor.Channels];
        foreach (Memory<float>[] group in perChannel ? [.. channels.Select(c => new[] { c })] : new[] { channels })
        {
            Apply(step, group, tensor.Shape, new VoxelSet(step.NonzeroOnly ?? false, step.Mode == MaskMode ? mask : null), cancellationToken);
        }
    }

    private static void Apply(PreprocessStep step, Memory<float>[] channels, VolumeShape shape, VoxelSet set, CancellationToken cancellationToken)
    {
        (double, double) target = step.Out is { } range ? (range.Low!.Value, range.High!.Value) : (0, 1);
        switch (step.Op)
        {
            case PreprocessOp.Clip:
                Intensity.Clip(channels, shape, step.In!.Value.Low, step.In.Value.High, cancellationToken);
                break;
            case PreprocessOp.ScaleRange:
                Intensity.ScaleRange(channels, shape, (step.In!.Value.Low!.Value, step.In.Value.High!.Value), target, step.Clip ?? false, cancellationToken);
                break;
            case PreprocessOp.ScaleMinmax:
                Intensity.ScaleMinMax(channels, shape, target, cancellationToken);
                break;
            case PreprocessOp.ScalePercentile:
                (double, double) percentiles = (step.Percentiles!.Value.Low!.Value, step.Percentiles.Value.High!.Value);
                Intensity.ScalePercentile(channels, shape, percentiles, target, step.Clip ?? false, step.NonzeroOnly ?? false, cancellationToken);
                break;
            case PreprocessOp.Zscore:
                Intensity.ZScore(channels, shape, set, cancellationToken);
                break;
            case PreprocessOp.AffineIntensity:
                Intensity.Affine(channels, shape, step.Mean!.Value, step.Std!.Value, set, cancellationToken);
                break;
            default:
                throw new NotSupportedException($"{Words.Of(step.Op)} should have been refused when the manifest was checked.");
        }
    }
}
