using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod.Content;

namespace DicomNode.Dicom.Iod;

/// <summary>The measurements of one structure: TID 1411 with a segment to point at, otherwise TID 1501. PS3.16.</summary>
internal static class MeasurementGroup
{
    /// <summary>CID 244: what a Laterality may be.</summary>
    private static readonly HashSet<string> s_sides = new(["7771000", "24028007", "51440002", "66459002"], StringComparer.Ordinal);

    public static ContainerItem Of(StructureMeasurement measured, MeasurementReport report, ResultContext context)
    {
        ResultSegment segment = measured.Segment;
        List<ContentItem> children =
        [
            new TextItem(ReportCodes.TrackingId, segment.Label) { Relation = ContentRelation.HasObservationContext },
            new UidItem(ReportCodes.TrackingUid, context.Uids.TrackingUid(segment.Label)) { Relation = ContentRelation.HasObservationContext },
            new CodeItem(ReportCodes.Finding, segment.Type),
        ];
        bool hasRegion = report.Segmentation is not null && measured.SegmentNumber is not null;
        if (hasRegion)
        {
            DataSet reference = InstanceReference.To(report.Segmentation!.DataSet).SetNumber(Tags.ReferencedSegmentNumber, measured.SegmentNumber!.Value);
            children.Add(new ReferenceItem("IMAGE", ReportCodes.ReferencedSegment, reference));
            children.Add(new UidItem(ReportCodes.SourceSeries, context.Source.SeriesInstanceUid));
        }

        if (Site(segment) is { } site)
        {
            children.Add(site);
        }

        children.Add(new NumberItem(ReportCodes.Volume, measured.VolumeMm3, ReportCodes.CubicMillimetre));
        if (measured.MaximumDiameterMm is double diameter)
        {
            children.Add(new NumberItem(ReportCodes.MaximumDiameter, diameter, ReportCodes.Millimetre));
        }

        if (report.Quantity is { } quantity && measured is { Mean: double mean, StandardDeviation: double deviation })
        {
            children.Add(Derived(quantity, mean, ReportCodes.Mean));
            children.Add(Derived(quantity, deviation, ReportCodes.StandardDeviation));
        }

        return new ContainerItem(ReportCodes.Group, hasRegion ? "1411" : "1501") { Children = children };
    }

    /// <summary>Where it is: the region that the segment names, or the structure itself where it is one of a pair.</summary>
    private static CodeItem? Site(ResultSegment segment)
    {
        CodedConcept? side = segment.Region is null ? segment.TypeModifier : segment.RegionModifier;
        bool hasSide = side is { Scheme: "SCT" } && s_sides.Contains(side.Value);
        return segment.Region is null && !hasSide ? null : new CodeItem(ReportCodes.FindingSite, segment.Region ?? segment.Type)
        {
            Relation = ContentRelation.HasConceptModifier,
            Children = hasSide ? [new CodeItem(ReportCodes.Laterality, side!) { Relation = ContentRelation.HasConceptModifier }] : [],
        };
    }

    private static NumberItem Derived(VoxelQuantity quantity, double value, CodedConcept derivation) => new(quantity.Name, value, quantity.Unit)
    {
        Children = [new CodeItem(ReportCodes.Derivation, derivation) { Relation = ContentRelation.HasConceptModifier }],
    };
}
