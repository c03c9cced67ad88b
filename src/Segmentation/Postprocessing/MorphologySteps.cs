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
        Ball ball = new(labels.Geometry.SpacingMm, step.MarginMm!.Value, step.Dimensions == 2);
        bool[] over = Region.TableOf([0, .. step.Over ?? []]);
        foreach (IReadOnlyList<int> group in Classes.Groups(step, labels))
        {
            var before = BitMask.Of(labels.Values, labels.Shape, Region.TableOf(group), cancellationToken);
            if (before.IsEmpty)
            {
                continue;
            }

            BitMask after = Change(before, step.Op, ball, cancellationToken);
            if (step.Op is PostOp.Erode or PostOp.Open)
            {
                before.Without(after).Write(labels.Values, 0, isOver: null, cancellationToken);
            }
            else
            {
                after.Without(before).Write(labels.Values, (ushort)group.Min(), over, cancellationToken);
            }
        }
    }

    private static BitMask Change(BitMask mask, PostOp op, Ball ball, CancellationToken cancellationToken) => op switch
    {
        PostOp.Erode => Morphology.Erode(mask, ball, cancellationToken),
        PostOp.Dilate => Morphology.Dilate(mask, ball, cancellationToken),
        PostOp.Open => Morphology.Dilate(Morphology.Erode(mask, ball, cancellationToken), ball, cancellationToken),
        PostOp.Close => Morphology.Erode(Morphology.Dilate(mask, ball, cancellationToken), ball, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };
}
