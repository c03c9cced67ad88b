using System.Globalization;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Gate;

/// <summary>
/// Structures with a side against the midline of the body (x grows to the patient's left). The midline is the middle of the external contour where the model
/// draws one; otherwise a pair is compared with each other, and a structure without a partner is not judged.
/// </summary>
internal static class SidesCheck
{
    /// <summary>What lies across the midline by less is not called swapped: organs and midlines are no planes.</summary>
    private const double ToleranceMm = 10;

    private const string Left = "7771000", Right = "24028007"; // SNOMED CT

    public static IEnumerable<GateFinding> Of(Volume<ushort> labels, IReadOnlyList<SegmentSpec> segments)
    {
        if (segments.All(s => SideOf(s) == 0))
        {
            return [];
        }

        (long Count, double X)[] centres = Centres(labels);
        SegmentSpec? body = segments.FirstOrDefault(s => s.RtRoiType == RtRoiType.External);
        double? midline = body is null ? null : MeanX(body, centres);
        List<GateFinding> found = [];
        foreach (SegmentSpec segment in segments)
        {
            if (SideOf(segment) is not 0 and int side && MeanX(segment, centres) is double x
                && (midline ?? MidlineOf(segment, segments, centres)) is double middle && (x - middle) * side < -ToleranceMm)
            {
                string where = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(x - middle):0} mm to the {(side > 0 ? "right" : "left")} of the midline");
                found.Add(new(GateCheck.SidesSwapped, segment.Name, $"{segment.Name} lies {where}: left and right seem to be swapped."));
            }
        }

        return found;
    }

    /// <returns>1: left, -1: right, 0: no side.</returns>
    private static int SideOf(SegmentSpec segment) => (segment.TypeModifier ?? segment.RegionModifier)?.Value switch { Left => 1, Right => -1, _ => 0 };

    /// <summary>Halfway between the two of a pair.</summary>
    private static double? MidlineOf(SegmentSpec segment, IReadOnlyList<SegmentSpec> segments, (long Count, double X)[] centres)
    {
        SegmentSpec? partner = segments.FirstOrDefault(s => SideOf(s) == -SideOf(segment) && s.Type == segment.Type && s.Region == segment.Region);
        return partner is null ? null : (MeanX(segment, centres) + MeanX(partner, centres)) / 2;
    }

    private static double? MeanX(SegmentSpec segment, (long Count, double X)[] centres)
    {
        long count = segment.VoxelLabels.Distinct().Sum(l => centres[l].Count);
        return count == 0 ? null : segment.VoxelLabels.Distinct().Sum(l => centres[l].X) / count;
    }

    /// <summary>For each label how many voxels it has, and the sum of their x in mm.</summary>
    private static (long Count, double X)[] Centres(Volume<ushort> labels)
    {
        (long Count, double X)[] sums = new (long, double)[ushort.MaxValue + 1];
        Geometry geometry = labels.Geometry;
        (int depth, int height, int width) = labels.Shape;
        for (int z = 0; z < depth; z++)
        {
            ReadOnlySpan<ushort> slice = labels.Slice(z);
            for (int y = 0; y < height; y++)
            {
                double x = geometry.ToPatient(z, y, 0).X;
                foreach (ushort label in slice.Slice(y * width, width))
                {
                    if (label != 0)
                    {
                        sums[label].Count++;
                        sums[label].X += x;
                    }

                    x += geometry.ColumnStep.X;
                }
            }
        }

        return sums;
    }
}
