using DicomNode.Segmentation.Slabs;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>The way from scores to labels on the source grid that needs the least memory and gives what the manifest says.</summary>
/// <param name="Sampling">For <see cref="LabelPathKind.Slabs"/>: the source grid on the tensor.</param>
internal sealed record LabelPath(LabelPathKind Kind, GridSampling? Sampling = null)
{
    /// <summary>The source grid on the tensor, for probabilities; null: none are wanted, or they are made of the scores of the whole.</summary>
    public GridSampling? Probabilities { get; private init; }

    /// <param name="changes">The way from the source grid to the tensor.</param>
    /// <param name="withProbabilities">They are wanted beside the labels, which are the same either way.</param>
    public static LabelPath For(ModelManifest manifest, IReadOnlyList<GridChange> changes, VolumeShape tensor, bool withProbabilities = false)
    {
        OutputSpec output = manifest.Outputs[0];
        var plan = WindowPlan.For(manifest.Window, tensor);
        bool decidesFirst = LabelDecoder.DecidesFirst(output, changes), isNearest = output.Restore == Restore.LabelsNearest;
        if (decidesFirst && !withProbabilities && plan is { IsDisjoint: true, Count: > 1 })
        {
            return new(LabelPathKind.WindowByWindow);
        }

        if (output.Decode == Decode.Labels)
        {
            return new(LabelPathKind.Whole);
        }

        bool isPlain = !manifest.Postprocess.Any(s => s.OnGrid == PostGrid.Model) && (decidesFirst || output.Restore == Restore.Scores);
        GridSampling? sampling = isPlain || withProbabilities ? GridSampling.Of(changes, tensor, isNearest, BeyondOf(output)) : null;
        LabelPath path = isPlain && sampling is not null ? new(LabelPathKind.Slabs, sampling)
            : decidesFirst && !(withProbabilities && sampling is null) ? new(LabelPathKind.SlabsOnModelGrid)
            : new(LabelPathKind.Whole);
        return withProbabilities && path.Kind != LabelPathKind.Whole ? path with { Probabilities = sampling } : path;
    }

    // Preparation gives what is outside a crop the score 0, or none where 0 would be a probability of a half
    private static BeyondCrop BeyondOf(OutputSpec output) => output.Decode == Decode.Argmax ? BeyondCrop.Scaled
        : output.Activation == Activation.None || output.RestoreActivated ? BeyondCrop.Refused : BeyondCrop.Lost;
}

internal enum LabelPathKind
{
    /// <summary>Scores in slabs, from there straight to labels on the source grid.</summary>
    Slabs,

    /// <summary>Scores in slabs to labels on the grid of the tensor, which then go back.</summary>
    SlabsOnModelGrid,

    /// <summary>Labels of each window on the grid of the tensor, which then go back.</summary>
    WindowByWindow,

    /// <summary>Scores of the whole tensor, class by class back.</summary>
    Whole,
}
