using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Postprocessing;
using DicomNode.Segmentation.Slabs;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Scores to labels, and both back to the grid of the source.</summary>
/// <param name="onModelGrid">Post-processing steps that belong to the grid of the scores.</param>
internal sealed class LabelDecoder(OutputSpec output, IReadOnlyList<PostStep> onModelGrid)
{
    /// <summary>Whether labels are wanted as they were before steps on the scores' grid, too.</summary>
    public bool KeepsDecided { get; init; }

    /// <summary>Given the scores before anything is made of them that changes them. They are not to be written.</summary>
    public Action<Scores>? Show { get; init; }

    public OutputSpec Output => output;

    /// <summary>Labels on the grid of the scores.</summary>
    public Memory<ushort> Decode(Scores scores, CancellationToken cancellationToken)
    {
        if (output is { Activation: Activation.Softmax, Decode: not Pipeline.Decode.Argmax })
        {
            Activations.Softmax(scores.Planes, scores.Shape, cancellationToken);
        }

        return Decode(scores, [], activate: true, cancellationToken);
    }

    /// <summary>
    /// Whether labels may be decided on the scores' grid without a difference: the manifest says so, or nothing between the two grids is blended. A sigmoid
    /// before an argmax is left out, because it makes large scores equal.
    /// </summary>
    public static bool DecidesFirst(OutputSpec output, IReadOnlyList<GridChange> changes) => output.Restore == Pipeline.Restore.LabelsNearest
        || (!changes.Any(c => c.Interpolates) && output is not { Decode: Pipeline.Decode.Argmax, Activation: Activation.Sigmoid });

    /// <summary>Labels on the source grid of those on the scores' grid, after the steps that belong there.</summary>
    /// <param name="changes">The way from the source grid to the scores' grid.</param>
    public RestoredLabels Restore(Volume<ushort> labels, IReadOnlyList<GridChange> changes, CancellationToken cancellationToken)
    {
        ushort[]? decided = KeepsDecided && onModelGrid.Count > 0 ? labels.Values.ToArray() : null;
        Postprocessor.Apply(labels, onModelGrid, cancellationToken);
        return new(Undone(labels.Values, changes, cancellationToken), decided is null ? (Memory<ushort>?)null : Undone(decided, changes, cancellationToken));
    }

    /// <summary>Labels on the source grid, in the way that the manifest says: scores go back and are decoded there, or labels go back.</summary>
    /// <param name="changes">The way from the source grid to the scores' grid.</param>
    /// <param name="done">Told the number of classes done and of all.</param>
    public RestoredLabels Restore(Scores scores, IReadOnlyList<GridChange> changes, Action<int, int> done, CancellationToken cancellationToken)
    {
        if (DecidesFirst(output, changes))
        {
            Show?.Invoke(scores);
            return Restore(new Volume<ushort>(Decode(scores, cancellationToken), scores.Shape, scores.Geometry), changes, cancellationToken);
        }

        if (onModelGrid.Count > 0)
        {
            Retract(scores, cancellationToken);
        }

        Show?.Invoke(scores);

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

        return new(Decode(scores, changes, activate: !output.RestoreActivated, cancellationToken, done));
    }

    private static Memory<ushort> Undone(Memory<ushort> labels, IReadOnlyList<GridChange> changes, CancellationToken cancellationToken) =>
        changes.Reverse().Aggregate(labels, (made, change) => change.UndoLabels(made, cancellationToken));

    // what the steps take away from a label goes to the background before the scores are blended: the two scores change places.
    // PostCheck lets only steps that take away come here
    private void Retract(Scores scores, CancellationToken cancellationToken)
    {
        var labels = new Volume<ushort>(Decode(scores, cancellationToken), scores.Shape, scores.Geometry);
        ushort[] decided = labels.Values.ToArray();
        Postprocessor.Apply(labels, onModelGrid, cancellationToken);
        var channels = new ScoreRules(output, scores.Planes.Count).Rules.ToDictionary(o => o.Label, o => o.Channel);
        Span<float> background = scores.Planes[channels[0]].Span;
        foreach ((ushort label, int channel) in channels)
        {
            Span<float> plane = scores.Planes[channel].Span;
            ReadOnlySpan<ushort> kept = labels.Values.Span;
            for (int i = 0; i < decided.Length; i++)
            {
                if (decided[i] == label && kept[i] == 0)
                {
                    (plane[i], background[i]) = (background[i], plane[i]);
                }
            }
        }
    }

    // one restored plane is in memory at a time
    private Memory<ushort> Decode(Scores scores, IReadOnlyList<GridChange> changes, bool activate, CancellationToken cancellationToken, Action<int, int>? done = null)
    {
        VolumeShape shape = changes.Count > 0 ? changes[0].Before.Shape : scores.Shape;
        Argmax? argmax = output.Decode == Pipeline.Decode.Argmax ? new Argmax(shape) : null;
        Memory<ushort> labels = argmax?.Labels ?? new ushort[shape.Length];
        var rules = new ScoreRules(output, scores.Planes.Count);
        IReadOnlyList<(int Channel, ushort Label)> order = rules.Rules;
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
                    CopyLabels(plane.Span, labels.Span, rules);
                    break;
                default:
                    ThresholdScores.Run(plane, shape, (float)output.Threshold, label, labels, cancellationToken);
                    break;
            }

            done?.Invoke(i + 1, order.Count);
        }

        return labels;
    }

    private static void CopyLabels(ReadOnlySpan<float> plane, Span<ushort> labels, ScoreRules rules)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = rules.Mapped((int)MathF.Round(plane[i]));
        }
    }
}
