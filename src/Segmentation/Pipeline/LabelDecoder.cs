using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Scores to labels, and both back to the grid of the source.</summary>
internal sealed class LabelDecoder(OutputSpec output)
{
    /// <summary>Labels on the grid of the scores.</summary>
    public Memory<ushort> Decode(Scores scores, CancellationToken cancellationToken)
    {
        if (output is { Activation: Activation.Softmax, Decode: not Pipeline.Decode.Argmax })
        {
            Activations.Softmax(scores.Planes, scores.Shape, cancellationToken);
        }

        return Decode(scores, [], activate: true, cancellationToken);
    }

    /// <summary>Labels on the source grid, in the way that the manifest says: scores go back and are decoded there, or labels go back.</summary>
    /// <param name="changes">The way from the source grid to the scores' grid.</param>
    /// <param name="done">Told the number of classes done and of all.</param>
    public Memory<ushort> Restore(Scores scores, IReadOnlyList<GridChange> changes, Action<int, int> done, CancellationToken cancellationToken)
    {
        if (output.Restore == Pipeline.Restore.LabelsNearest)
        {
            Memory<ushort> labels = Decode(scores, cancellationToken);
            foreach (GridChange change in changes.Reverse())
            {
                labels = change.UndoLabels(labels, cancellationToken);
            }

            done(1, 1);
            return labels;
        }

        // an activation keeps the order of classes, so it matters to an argmax only where values are blended after it
        bool blended = changes.Any(c => c.Interpolates);
        if (output.Activation == Activation.Softmax && (output.Decode != Pipeline.Decode.Argmax || (blended && output.RestoreActivated)))
        {
            Activations.Softmax(scores.Planes, scores.Shape, cancellationToken);
        }

        if (output is { Activation: Activation.Sigmoid, RestoreActivated: true })
        {
            foreach (Memory<float> plane in scores.Planes)
            {
                Activations.Sigmoid(plane, scores.Shape, cancellationToken);
            }
        }

        return Decode(scores, changes, activate: !output.RestoreActivated, cancellationToken, done);
    }

    // one restored plane is in memory at a time
    private Memory<ushort> Decode(Scores scores, IReadOnlyList<GridChange> changes, bool activate, CancellationToken cancellationToken, Action<int, int>? done = null)
    {
        VolumeShape shape = changes.Count > 0 ? changes[0].Before.Shape : scores.Shape;
        Argmax? argmax = output.Decode == Pipeline.Decode.Argmax ? new Argmax(shape) : null;
        Memory<ushort> labels = argmax?.Labels ?? new ushort[shape.Length];
        IReadOnlyList<(int Channel, ushort Label)> order = Order(scores.Planes.Count);
        for (int i = 0; i < order.Count; i++)
        {
            (int channel, ushort label) = order[i];
            Memory<float> plane = scores.Planes[channel];
            foreach (GridChange change in changes.Reverse())
            {
                plane = change.UndoScores(plane, cancellationToken);
            }

            if (activate && output.Activation == Activation.Sigmoid && argmax is null)
            {
                Activations.Sigmoid(plane, shape, cancellationToken);
            }

            switch (output.Decode)
            {
                case Pipeline.Decode.Argmax:
                    argmax!.Add(plane, label, cancellationToken);
                    break;
                case Pipeline.Decode.Labels:
                    CopyLabels(plane.Span, labels.Span);
                    break;
                default:
                    ThresholdScores.Run(plane, shape, (float)output.Threshold, label, labels, cancellationToken);
                    break;
            }

            done?.Invoke(i + 1, order.Count);
        }

        return labels;
    }

    // which plane gives which label, in the order in which they are decided
    private IReadOnlyList<(int Channel, ushort Label)> Order(int channels) => output.Decode switch
    {
        Pipeline.Decode.Regions => [.. output.Regions.Select(r => (r.Channel, Mapped(r.Label)))],
        Pipeline.Decode.Threshold => [.. Enumerable.Range(0, channels).Select(c => (c, Mapped(c + 1)))],
        Pipeline.Decode.Labels => [(0, (ushort)0)],
        _ => [.. Enumerable.Range(0, channels).Select(c => (c, Mapped(c)))],
    };

    private ushort Mapped(int label) => (ushort)(output.LabelMap?.GetValueOrDefault(label, label) ?? label);

    private void CopyLabels(ReadOnlySpan<float> plane, Span<ushort> labels)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = Mapped((int)MathF.Round(plane[i]));
        }
    }
}
