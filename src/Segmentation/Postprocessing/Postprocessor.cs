using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Postprocessing;

/// <summary>Executes the manifest's post-processing steps on a label volume, in place and in their order.</summary>
public static class Postprocessor
{
    /// <param name="labels">On the grid that the steps ask for; the steps of another grid are the caller's business.</param>
    /// <exception cref="OperationCanceledException">The volume is then half processed: throw it away.</exception>
    public static void Apply(Volume<ushort> labels, IEnumerable<PostStep> steps, CancellationToken cancellationToken)
    {
        foreach (PostStep step in steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Apply(labels, step, cancellationToken);
        }
    }

    private static void Apply(Volume<ushort> labels, PostStep step, CancellationToken cancellationToken)
    {
        switch (step.Op)
        {
            case PostOp.LargestComponent: ComponentSteps.KeepLargest(labels, step); break;
            case PostOp.RemoveSmall: ComponentSteps.RemoveSmall(labels, step); break;
            case PostOp.FillHoles: ComponentSteps.FillHoles(labels, step, cancellationToken); break;
            case PostOp.SplitLeftRight: LeftRight.Split(labels, step); break;
            case PostOp.KeepInside: Region.KeepInside(labels, step, cancellationToken); break;
            case PostOp.Erode or PostOp.Dilate or PostOp.Open or PostOp.Close: MorphologySteps.Apply(labels, step, cancellationToken); break;
            case PostOp.Merge: Relabel(labels, step.Labels!.Select(from => (from, step.Into!.Value))); break;
            case PostOp.Remap: Relabel(labels, step.Map!.Select(pair => (pair.Key, pair.Value))); break;
            default: throw new ArgumentOutOfRangeException(nameof(step));
        }
    }

    /// <summary>All pairs at once: 1 to 2 and 2 to 1 swaps.</summary>
    private static void Relabel(Volume<ushort> labels, IEnumerable<(int From, int To)> pairs)
    {
        ushort[] table = [.. Enumerable.Range(0, ushort.MaxValue + 1).Select(label => (ushort)label)];
        foreach ((int from, int to) in pairs)
        {
            table[from] = (ushort)to;
        }

        foreach (ref ushort label in labels.Values.Span)
        {
            label = table[label];
        }
    }
}
