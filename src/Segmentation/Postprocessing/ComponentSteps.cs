using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Postprocessing;

/// <summary>Steps that look at connected components. Connectivity is 26 unless the step says otherwise.</summary>
internal static class ComponentSteps
{
    /// <summary>Of each label (or of all together) the <see cref="PostStep.Count"/> largest components stay; of equals the one that comes first in the volume.</summary>
    public static void KeepLargest(Volume<ushort> labels, PostStep step)
    {
        ConnectedComponents found = Find(labels, step);
        HashSet<int> stay = [.. Enumerable.Range(0, found.Count)
            .GroupBy(c => found.Classes[c])
            .SelectMany(g => g.OrderByDescending(c => found.Voxels[c]).ThenBy(c => c).Take(step.Count ?? 1))];
        found.Write(labels.Values.Span, c => !stay.Contains(c), 0);
    }

    /// <summary>Components with fewer voxels, or less volume, than asked for become background.</summary>
    public static void RemoveSmall(Volume<ushort> labels, PostStep step)
    {
        ConnectedComponents found = Find(labels, step);
        double voxelMl = labels.Geometry.VoxelMm3 / 1000;
        found.Write(labels.Values.Span, c => found.Voxels[c] < (step.MinVoxels ?? 0) || found.Voxels[c] * voxelMl < (step.MinMl ?? 0), 0);
    }

    /// <summary>
    /// Everything that is not of the label and not connected with the border becomes the label (or <see cref="PostStep.Into"/>), other labels included.
    /// Labels ascending, each on the result of the one before.
    /// </summary>
    public static void FillHoles(Volume<ushort> labels, PostStep step, CancellationToken cancellationToken)
    {
        foreach (IReadOnlyList<int> group in Classes.Groups(step, labels))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Neighbourhood neighbours = Neighbours(step);
            ConnectedComponents outside = ConnectedComponents.Find(labels.Values.Span, labels.Shape, Classes.Without(group), neighbours);
            bool[] open = outside.TouchesBorder(neighbours.IsPlanar);
            outside.Write(labels.Values.Span, c => !open[c], (ushort)(step.Into ?? group.Min()));
        }
    }

    private static ConnectedComponents Find(Volume<ushort> labels, PostStep step) =>
        ConnectedComponents.Find(labels.Values.Span, labels.Shape, Classes.Of(step.Labels, step.Together), Neighbours(step));

    public static Neighbourhood Neighbours(PostStep step) => new(step.Connectivity ?? 26, step.Dimensions == 2);
}
