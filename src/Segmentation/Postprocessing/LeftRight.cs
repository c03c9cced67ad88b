using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Postprocessing;

/// <summary>
/// Gives paired organs a label per side of the patient (left = +x in LPS). The midline is the mean x of all labelled voxels: of the body, where a model labels it.
/// A component with at least nine tenths of its voxels on one side is of that side; another one (two lungs that touch) is cut along the midline.
/// </summary>
internal static class LeftRight
{
    private const double OneSided = 0.9;

    public static void Split(Volume<ushort> labels, PostStep step)
    {
        double midline = MeanX(labels);
        ConnectedComponents parts = ConnectedComponents.Find(labels.Values.Span, labels.Shape, Classes.Of(step.Labels, together: true), ComponentSteps.Neighbours(step));
        long[] left = new long[parts.Count];
        foreach ((int row, int start, int end, int component) in parts.Runs)
        {
            for (int x = start; x < end; x++)
            {
                left[component] += X(labels, row, x) > midline ? 1 : 0;
            }
        }

        (ushort leftLabel, ushort rightLabel) = ((ushort)step.Left!.Value, (ushort)step.Right!.Value);
        Span<ushort> values = labels.Values.Span;
        foreach ((int row, int start, int end, int component) in parts.Runs)
        {
            double share = (double)left[component] / parts.Voxels[component];
            for (int x = start; x < end; x++)
            {
                bool isLeft = share >= OneSided || (share > 1 - OneSided && X(labels, row, x) > midline);
                values[(row * labels.Shape.Width) + x] = isLeft ? leftLabel : rightLabel;
            }
        }
    }

    private static double MeanX(Volume<ushort> labels)
    {
        (long count, double z, double y, double x) = (0, 0, 0, 0);
        ReadOnlySpan<ushort> values = labels.Values.Span;
        int width = labels.Shape.Width;
        for (int row = 0; row < labels.Shape.Depth * labels.Shape.Height; row++)
        {
            (long n, long sum) = (0, 0);
            ReadOnlySpan<ushort> line = values.Slice(row * width, width);
            for (int i = 0; i < line.Length; i++)
            {
                if (line[i] != 0)
                {
                    n++;
                    sum += i;
                }
            }

            count += n;
            x += sum;
            y += n * (double)(row % labels.Shape.Height);
            z += n * (double)(row / labels.Shape.Height);
        }

        return count == 0 ? 0 : labels.Geometry.ToPatient(z / count, y / count, x / count).X;
    }

    private static double X(Volume<ushort> labels, int row, int x) =>
        labels.Geometry.Origin.X + (labels.Geometry.ColumnStep.X * x) + (labels.Geometry.RowStep.X * (row % labels.Shape.Height)) + (labels.Geometry.SliceStep.X * (row / labels.Shape.Height));
}
