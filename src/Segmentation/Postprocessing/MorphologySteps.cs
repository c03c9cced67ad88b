using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Postprocessing;

/// <summary>
/// Erode, dilate, open and close by <see cref="PostStep.MarginMm"/>. What is lost becomes background. What is won is written over background, and over the
/// labels in <see cref="PostStep.Over"/>, as the label itself (together: as the lowest of them).
/// </summary>
internal static class MorphologySteps
{
    public static void Apply(Volume<ushort> labels, PostStep step, CancellationToken cancellationToken)
    {
        foreach (IReadOnlyList<int> group in Classes.Groups(step, labels))
        {
            bool[] mask = Region.MaskOf(labels, group);
            if (!mask.AsSpan().Contains(true))
            {
                continue;
            }

            (double radius, bool planar) = (step.MarginMm!.Value, step.Dimensions == 2);
            if (step.Op is PostOp.Erode or PostOp.Open)
            {
                Morphology.Erode(mask, labels, radius, planar, cancellationToken);
            }
            else
            {
                Morphology.Dilate(mask, labels, radius, planar, cancellationToken);
            }

            if (step.Op == PostOp.Open)
            {
                Morphology.Dilate(mask, labels, radius, planar, cancellationToken);
            }
            else if (step.Op == PostOp.Close)
            {
                Morphology.Erode(mask, labels, radius, planar, cancellationToken);
            }

            Write(labels.Values.Span, mask, group, step);
        }
    }

    private static void Write(Span<ushort> labels, bool[] mask, IReadOnlyList<int> group, PostStep step)
    {
        bool loses = step.Op is PostOp.Erode or PostOp.Open;
        bool[] meant = Region.TableOf(loses ? group : [0, .. step.Over ?? []]);
        ushort into = loses ? (ushort)0 : (ushort)group.Min();
        for (int i = 0; i < labels.Length; i++)
        {
            if (mask[i] != loses && meant[labels[i]])
            {
                labels[i] = into;
            }
        }
    }
}
