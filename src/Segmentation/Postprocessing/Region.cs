using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Postprocessing;

/// <summary>Sets of labels as masks, and the step that keeps labels inside of one.</summary>
internal static class Region
{
    /// <summary>
    /// Voxels of <see cref="PostStep.Labels"/> outside of the region become background. The region is the union of <see cref="PostStep.Inside"/>,
    /// with its holes when <see cref="PostStep.Filled"/>, and <see cref="PostStep.MarginMm"/> around it.
    /// </summary>
    public static void KeepInside(Volume<ushort> labels, PostStep step, CancellationToken cancellationToken)
    {
        var region = BitMask.Of(labels.Values, labels.Shape, TableOf(step.Inside!), cancellationToken);
        if (step.Filled)
        {
            FillHoles(labels, step, region);
        }

        if (step.MarginMm is double margin and > 0)
        {
            region = Morphology.Dilate(region, new Ball(labels.Geometry.SpacingMm, margin, step.Dimensions == 2), cancellationToken);
        }

        bool[] meant = TableOf(step.Labels ?? [.. Enumerable.Range(1, ushort.MaxValue)]);
        BitMask.Of(labels.Values, labels.Shape, meant, cancellationToken).Without(region).Write(labels.Values, 0, isOver: null, cancellationToken);
    }

    public static bool[] TableOf(IReadOnlyList<int> labels)
    {
        bool[] table = new bool[ushort.MaxValue + 1];
        foreach (int label in labels)
        {
            table[label] = true;
        }

        return table;
    }

    private static void FillHoles(Volume<ushort> labels, PostStep step, BitMask region)
    {
        Neighbourhood neighbours = ComponentSteps.Neighbours(step);
        ConnectedComponents outside = ConnectedComponents.Find(labels.Values.Span, labels.Shape, Classes.Without(step.Inside!), neighbours);
        bool[] open = outside.TouchesBorder(neighbours.IsPlanar);
        foreach ((int row, int start, int end, int component) in outside.Runs)
        {
            if (!open[component])
            {
                region.Add(row, start, end);
            }
        }
    }
}
