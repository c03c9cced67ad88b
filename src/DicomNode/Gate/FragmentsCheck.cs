using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Segmenting;

namespace DicomNode.Gate;

/// <summary>Structures in more pieces than the manifest calls plausible; voxels that share a face, an edge or a corner are of one piece.</summary>
internal static class FragmentsCheck
{
    public static IEnumerable<GateFinding> Of(Volume<ushort> labels, IReadOnlyList<SegmentFigures> figures)
    {
        foreach (SegmentSpec segment in figures.Where(f => f.Segment.MaxComponents is not null && f.Voxels > 0).Select(f => f.Segment))
        {
            ushort[] classes = new ushort[ushort.MaxValue + 1];
            foreach (int label in segment.VoxelLabels)
            {
                classes[label] = 1;
            }

            int parts = ConnectedComponents.Find(labels.Values.Span, labels.Shape, classes, new Neighbourhood(26, IsPlanar: false)).Count;
            if (parts > segment.MaxComponents)
            {
                yield return new(GateCheck.Fragmented, segment.Name, $"{segment.Name} has {parts} parts; more than {segment.MaxComponents} are implausible.");
            }
        }
    }
}
