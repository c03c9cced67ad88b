using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>The channels on their way to the network. Every step that changes the grid is remembered, so that labels find the way back.</summary>
internal sealed class Preparation
{
    private readonly List<GridChange> _changes = [];
    private readonly AxisCodes? _orientation;
    private bool _owned; // false: the values are still the caller's

    /// <param name="inputs">In the order of the manifest's inputs, all on one grid.</param>
    public Preparation(IReadOnlyList<Volume<float>> inputs, ModelManifest manifest)
    {
        int[] order = [.. Enumerable.Range(0, inputs.Count).OrderBy(i => manifest.Inputs[i].Channel ?? i)];
        int reference = Enumerable.Range(0, inputs.Count).FirstOrDefault(i => manifest.Inputs[i].Reference);
        Reference = (inputs[reference].Shape, inputs[reference].Geometry);
        Tensor = new PreparedTensor([.. order.Select(i => inputs[i].Values)], Reference.Shape, Reference.Geometry);
        _orientation = manifest.Spatial.Orientation is string codes ? AxisCodes.Parse(codes) : null;
    }

    /// <summary>The grid of the reference input, which the labels come back to.</summary>
    public (VolumeShape Shape, Geometry Geometry) Reference { get; }

    /// <summary>What the steps so far have made.</summary>
    public PreparedTensor Tensor { get; private set; }

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
                Own();
                IntensityStep.Apply(step, Tensor, cancellationToken);
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
        Memory<float>[] made = [.. Tensor.Channels.Select(c => change.Apply(new Volume<float>(c, Tensor.Shape, Tensor.Geometry), cancellationToken).Values)];
        _owned |= !made[0].Equals(Tensor.Channels[0]);
        Tensor = new PreparedTensor(made, change.After.Shape, change.After.Geometry);
        _changes.Add(change);
    }

    private void Own()
    {
        if (!_owned)
        {
            Tensor = Tensor with { Channels = [.. Tensor.Channels.Select(c => (Memory<float>)c.ToArray())] };
            _owned = true;
        }
    }
}
