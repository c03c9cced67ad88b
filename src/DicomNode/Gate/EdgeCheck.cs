using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Segmenting;

namespace DicomNode.Gate;

/// <summary>Structures that reach a face of the volume: what lies beyond it was not imaged.</summary>
internal static class EdgeCheck
{
    public static IEnumerable<GateFinding> Of(Volume<ushort> labels, IReadOnlyList<SegmentFigures> figures)
    {
        HashSet<ushort> atEdge = LabelsAtEdge(labels);
        return figures.Where(f => f.Segment.RtRoiType != RtRoiType.External && f.Segment.VoxelLabels.Any(l => atEdge.Contains((ushort)l)))
            .Select(f => new GateFinding(GateCheck.TouchesEdge, f.Segment.Name, $"{f.Segment.Name} reaches the edge of the images; a part of it may be missing."));
    }

    private static HashSet<ushort> LabelsAtEdge(Volume<ushort> labels)
    {
        HashSet<ushort> found = [];
        (int depth, int height, int width) = labels.Shape;
        for (int z = 0; z < depth; z++)
        {
            ReadOnlySpan<ushort> slice = labels.Slice(z);
            bool isFace = depth > 1 && (z == 0 || z == depth - 1); // a single slice has no neighbours to miss
            for (int y = 0; y < height; y++)
            {
                ReadOnlySpan<ushort> row = slice.Slice(y * width, width);
                if (isFace || y == 0 || y == height - 1)
                {
                    Add(found, row);
                }
                else
                {
                    Add(found, [row[0], row[^1]]);
                }
            }
        }

        return found;
    }

    private static void Add(HashSet<ushort> found, ReadOnlySpan<ushort> labels)
    {
        ushort last = 0;
        foreach (ushort label in labels)
        {
            if (label != last)
            {
                found.Add(last = label);
            }
        }
    }
}
