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
        bool[] region = MaskOf(labels, step.Inside!);
        if (step.Filled)
        {
            FillHoles(labels, step, region);
        }

        bool isPlanar = step.Dimensions == 2;
        if (step.MarginMm is double margin and > 0)
        {
            Morphology.Dilate(region, labels, margin, isPlanar, cancellationToken);
        }

        Span<ushort> values = labels.Values.Span;
        ushort[] meant = Classes.Of(step.Labels, together: true);
        for (int i = 0; i < values.Length; i++)
        {
            if (!region[i] && meant[values[i]] != 0)
            {
                values[i] = 0;
            }
        }
    }

    public static bool[] MaskOf(Volume<ushort> labels, IReadOnlyList<int> of)
    {
        bool[] table = TableOf(of);
        bool[] mask = new bool[labels.Shape.Length];
        ReadOnlySpan<ushort> values = labels.Values.Span;
        for (int i = 0; i < values.Length; i++)
        {
            mask[i] = table[values[i]];
        }

        return mask;
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

    private static void FillHoles(Volume<ushort> labels, PostStep step, bool[] region)
    {
        Neighbourhood neighbours = ComponentSteps.Neighbours(step);
        ConnectedComponents outside = ConnectedComponents.Find(labels.Values.Span, labels.Shape, Classes.Without(step.Inside!), neighbours);
        bool[] open = outside.TouchesBorder(neighbours.IsPlanar);
        foreach ((int row, int start, int end, int component) in outside.Runs)
        {
            if (!open[component])
            {
                region.AsSpan((row * labels.Shape.Width) + start, end - start).Fill(true);
            }
        }
    }
}
