using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>A volume on its way to the network. Every step that changes the grid is remembered, so that labels find the way back.</summary>
internal sealed class Preparation
{
    private readonly List<GridChange> _changes = [];
    private readonly AxisCodes? _orientation;
    private bool _owned; // false: the values are still the caller's

    public Preparation(Volume<float> input, SpatialSpec spatial)
    {
        Tensor = Reference = input;
        _orientation = spatial.Orientation is string codes ? AxisCodes.Parse(codes) : null;
    }

    public Volume<float> Reference { get; }

    /// <summary>What the steps so far have made.</summary>
    public Volume<float> Tensor { get; private set; }

    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyList<GridChange> Changes => _changes;

    public void Apply(PreprocessStep step, CancellationToken cancellationToken)
    {
        (VolumeShape shape, Geometry geometry) = (Tensor.Shape, Tensor.Geometry);
        switch (step.Op)
        {
            case PreprocessOp.Reorient:
                Change(ReorientChange.To(_orientation!.Value, shape, geometry), cancellationToken);
                break;
            case PreprocessOp.Resample:
                Change(ResampleChange.ToSpacing(step, shape, geometry), cancellationToken);
                break;
            case PreprocessOp.Conform:
                Change(ResampleChange.ToConformed(step, _orientation ?? AxisCodes.Of(geometry), shape, geometry), cancellationToken);
                break;
            case PreprocessOp.PadTo:
                Pad(new VolumeShape(step.Size![0], step.Size[1], step.Size[2]), (float)(step.Value ?? 0), cancellationToken);
                break;
            case PreprocessOp.PadDivisible:
                int Up(int axis) => (shape[axis] + step.DivisibleBy![axis] - 1) / step.DivisibleBy[axis] * step.DivisibleBy[axis];
                Pad(new VolumeShape(Up(0), Up(1), Up(2)), (float)(step.Value ?? 0), cancellationToken);
                break;
            default:
                Scale(step, cancellationToken);
                break;
        }
    }

    /// <summary>Makes the tensor at least this large.</summary>
    /// <param name="value">What is added; null repeats the border.</param>
    public void Pad(VolumeShape size, float? value, CancellationToken cancellationToken)
    {
        if (PadChange.ToAtLeast(size, Tensor.Shape, Tensor.Geometry, value) is PadChange change)
        {
            Change(change, cancellationToken);
        }
    }

    private void Change(GridChange change, CancellationToken cancellationToken)
    {
        Volume<float> made = change.Apply(Tensor, cancellationToken);
        _owned |= !made.Values.Equals(Tensor.Values);
        Tensor = made;
        _changes.Add(change);
    }

    private void Scale(PreprocessStep step, CancellationToken cancellationToken)
    {
        if (!_owned)
        {
            Tensor = new Volume<float>(Tensor.Values.ToArray(), Tensor.Shape, Tensor.Geometry);
            _owned = true;
        }

        (Memory<float> values, VolumeShape shape) = (Tensor.Values, Tensor.Shape);
        (double, double) target = step.Out is { } range ? (range.Low!.Value, range.High!.Value) : (0, 1);
        switch (step.Op)
        {
            case PreprocessOp.Clip:
                Intensity.Clip(values, shape, step.In!.Value.Low, step.In.Value.High, cancellationToken);
                break;
            case PreprocessOp.ScaleRange:
                Intensity.ScaleRange(values, shape, (step.In!.Value.Low!.Value, step.In.Value.High!.Value), target, step.Clip ?? false, cancellationToken);
                break;
            case PreprocessOp.ScaleMinmax:
                Intensity.ScaleMinMax(values, shape, target, cancellationToken);
                break;
            case PreprocessOp.ScalePercentile:
                (double, double) percentiles = (step.Percentiles!.Value.Low!.Value, step.Percentiles.Value.High!.Value);
                Intensity.ScalePercentile(values, shape, percentiles, target, step.Clip ?? false, step.NonzeroOnly ?? false, cancellationToken);
                break;
            case PreprocessOp.Zscore:
                Intensity.ZScore(values, shape, step.NonzeroOnly ?? false, cancellationToken);
                break;
            case PreprocessOp.AffineIntensity:
                Intensity.Affine(values, shape, step.Mean!.Value, step.Std!.Value, cancellationToken);
                break;
            default:
                throw new NotSupportedException($"{Words.Of(step.Op)} should have been refused when the manifest was checked.");
        }
    }
}
