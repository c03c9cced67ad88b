using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>The channels on their way to the network. Every step that changes the grid is remembered, so that labels find the way back.</summary>
internal sealed class Preparation
{
    private readonly List<GridChange> _changes = [];
    private readonly ModelManifest _manifest;
    private readonly AxisCodes? _orientation;
    private readonly int _concat;
    private readonly float _outsideScore;
    private int _resampled = -1; // a step that was done together with the one before it
    private bool _owned; // false: the values are still the caller's
    private ReadOnlyMemory<ushort>? _mask; // of crop-nonzero, as long as the grid is its own

    /// <param name="inputs">In the order of the manifest's inputs.</param>
    /// <exception cref="VolumeException">They do not lie on one grid.</exception>
    public Preparation(IReadOnlyList<Volume<float>> inputs, ModelManifest manifest, CancellationToken cancellationToken)
    {
        _manifest = manifest;
        int[] order = [.. Enumerable.Range(0, inputs.Count).OrderBy(i => manifest.Inputs[i].Channel ?? i)];
        Reference = (inputs[manifest.ReferenceInput].Shape, inputs[manifest.ReferenceInput].Geometry);
        IReadOnlyList<Volume<float>> aligned = InputGrids.Align(inputs, inputs[manifest.ReferenceInput], manifest, cancellationToken);
        Tensor = new PreparedTensor([.. order.Select(i => aligned[i].Values)], Reference.Shape, Reference.Geometry);
        _concat = Enumerable.Range(0, manifest.Preprocess.Count).FirstOrDefault(i => manifest.Preprocess[i].Op == PreprocessOp.Concat);

        // outside of a crop all scores are equal, so that the first class wins an argmax and no probability is above a threshold. A raw 0 would be one of
        // 0.5: no score at all then, and what is blended with it is outside
        OutputSpec output = manifest.Outputs[0];
        _outsideScore = output.Decode == Decode.Argmax || output.Activation == Activation.None || output.RestoreActivated ? 0 : float.NaN;
        _orientation = manifest.Spatial.Orientation is string codes ? AxisCodes.Parse(codes) : null;
    }

    /// <summary>The grid of the reference input, which the labels come back to.</summary>
    public (VolumeShape Shape, Geometry Geometry) Reference { get; }

    /// <summary>What the steps so far have made.</summary>
    public PreparedTensor Tensor { get; private set; }

    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyList<GridChange> Changes => _changes;

    /// <param name="index">Of the step in the manifest.</param>
    public void Apply(int index, CancellationToken cancellationToken)
    {
        PreprocessStep step = _manifest.Preprocess[index];
        (VolumeShape shape, Geometry geometry) = (Tensor.Shape, Tensor.Geometry);
        switch (step.Op)
        {
            case PreprocessOp.Reorient:
                ReorientChange reorient = _orientation is { } codes ? ReorientChange.To(codes, shape, geometry) : ReorientChange.ToFileOrder(shape, geometry);
                _resampled = ResampleAfter(reorient, index + 1, cancellationToken) ? index + 1 : _resampled;
                if (_resampled != index + 1)
                {
                    Change(reorient, cancellationToken);
                }

                break;
            case PreprocessOp.Resample when _resampled == index:
                break;
            case PreprocessOp.Resample:
                Change(ResampleChange.ToSpacing(step, shape, geometry), cancellationToken);
                break;
            case PreprocessOp.Resize:
                Change(ResampleChange.ToSize(step, shape, geometry), cancellationToken);
                break;
            case PreprocessOp.Conform:
                Change(ResampleChange.ToConformed(step, _orientation ?? AxisCodes.Of(geometry), shape, geometry), cancellationToken);
                break;
            case PreprocessOp.PadTo or PreprocessOp.PadDivisible or PreprocessOp.CenterCrop or PreprocessOp.CropForeground or PreprocessOp.CropNonzero:
                Take(BoxStep.BoxOf(step, Tensor, cancellationToken), step.Border ?? Border.Zero, (float)(step.Value ?? 0), cancellationToken);
                _mask = step.Op == PreprocessOp.CropNonzero && UsesMask(index) ? Foreground.FilledMask(Tensor.Channels, Tensor.Shape, cancellationToken) : _mask;
                break;
            case PreprocessOp.Concat:
                break; // says that the steps before it took every input by itself
            default:
                Own();
                IntensityStep.Apply(step, Tensor, step.PerChannel ?? index < _concat, _mask, cancellationToken);
                break;
        }
    }

    /// <summary>Makes the tensor at least this large, half of what is missing before and half after.</summary>
    public void Pad(VolumeShape size, Border border, float value, CancellationToken cancellationToken) =>
        Take(Boxes.PadTo(size, Tensor.Shape, atEnd: false), border, value, cancellationToken);

    // both steps in one, where that is possible
    private bool ResampleAfter(ReorientChange reorient, int next, CancellationToken cancellationToken)
    {
        if (next >= _manifest.Preprocess.Count || _manifest.Preprocess[next] is not { Op: PreprocessOp.Resample } step)
        {
            return false;
        }

        var resample = ResampleChange.ToSpacing(step, reorient.After.Shape, reorient.After.Geometry);
        List<Memory<float>> made = [];
        foreach (Memory<float> channel in Tensor.Channels)
        {
            if (resample.ApplyAfter(reorient, new Volume<float>(channel, Tensor.Shape, Tensor.Geometry), cancellationToken) is not { } volume)
            {
                return false;
            }

            made.Add(volume.Values);
        }

        (_owned, _mask) = (true, null);
        Tensor = new PreparedTensor(made, resample.After.Shape, resample.After.Geometry);
        _changes.AddRange([reorient, resample]);
        return true;
    }

    private bool UsesMask(int index) => _manifest.Preprocess.Skip(index).Any(s => s.Mode == IntensityStep.MaskMode);

    private void Take(((int Z, int Y, int X) First, VolumeShape Size) box, Border border, float value, CancellationToken cancellationToken)
    {
        if (box != ((0, 0, 0), Tensor.Shape))
        {
            Change(new BoxChange((Tensor.Shape, Tensor.Geometry), box.First, box.Size, border, value, _outsideScore), cancellationToken);
        }
    }

    private void Change(GridChange change, CancellationToken cancellationToken)
    {
        Memory<float>[] made = [.. Tensor.Channels.Select(c => change.Apply(new Volume<float>(c, Tensor.Shape, Tensor.Geometry), cancellationToken).Values)];
        _owned |= !made[0].Equals(Tensor.Channels[0]);
        Tensor = new PreparedTensor(made, change.After.Shape, change.After.Geometry);
        _mask = null;
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
