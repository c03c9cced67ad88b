using System.Globalization;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;

namespace DicomNode.Gate;

/// <summary>Sizes that the manifest calls implausible; one that was not found has 0 ml.</summary>
internal static class VolumeCheck
{
    public static IEnumerable<GateFinding> Of(IReadOnlyList<SegmentFigures> figures)
    {
        foreach (SegmentFigures found in figures)
        {
            (SegmentSpec segment, double ml) = (found.Segment, found.VolumeMl);
            if (ml < segment.MinMl)
            {
                string what = found.Voxels == 0 ? "was not found" : string.Create(CultureInfo.InvariantCulture, $"has {ml:0.#} ml");
                yield return Finding(segment, string.Create(CultureInfo.InvariantCulture, $"{segment.Name} {what}; less than {segment.MinMl:0.#} ml is implausible."));
            }
            else if (ml > segment.MaxMl)
            {
                yield return Finding(segment, string.Create(CultureInfo.InvariantCulture, $"{segment.Name} has {ml:0.#} ml; more than {segment.MaxMl:0.#} ml is implausible."));
            }
        }
    }

    private static GateFinding Finding(SegmentSpec segment, string reason) => new(GateCheck.ImplausibleVolume, segment.Name, reason);
}
