using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmenting;

/// <summary>Counts the voxels of each segment.</summary>
internal static class SegmentVolumes
{
    public static IReadOnlyList<SegmentReport> Of(Volume<ushort> labels, IReadOnlyList<SegmentSpec> segments)
    {
        int[] counts = new int[ushort.MaxValue + 1];
        foreach (ushort label in labels.Values.Span)
        {
            counts[label]++;
        }

        double voxelMl = labels.Geometry.VoxelMm3 / 1000;
        return [.. segments.Select(s => (Segment: s, Voxels: s.VoxelLabels.Distinct().Sum(l => counts[l])))
            .Select(s => new SegmentReport(s.Segment.Label, s.Segment.Name, s.Voxels, Math.Round(s.Voxels * voxelMl, 3)))];
    }

    /// <summary>Sizes that the manifest calls implausible.</summary>
    public static IEnumerable<string> Warnings(IReadOnlyList<SegmentReport> volumes, IReadOnlyList<SegmentSpec> segments)
    {
        foreach ((SegmentReport volume, SegmentSpec segment) in volumes.Zip(segments))
        {
            if (volume.Voxels == 0)
            {
                yield return $"{volume.Name} was not found.";
            }
            else if (volume.VolumeMl < segment.MinMl)
            {
                yield return $"{volume.Name} has {volume.VolumeMl:0.#} ml; less than {segment.MinMl:0.#} ml is implausible.";
            }
            else if (volume.VolumeMl > segment.MaxMl)
            {
                yield return $"{volume.Name} has {volume.VolumeMl:0.#} ml; more than {segment.MaxMl:0.#} ml is implausible.";
            }
        }
    }
}
