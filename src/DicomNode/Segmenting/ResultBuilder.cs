using DicomNode.Dicom.Iod;
using DicomNode.Gate;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Probabilities;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmenting;

/// <summary>From labels and what was measured of them to the objects that a route and the manifest want.</summary>
/// <param name="figures">A line per segment of the manifest, in its order.</param>
/// <param name="quantity">What means and deviations are of; null: they were not measured.</param>
/// <param name="values">Of the source, for previews.</param>
/// <param name="probabilities">Where an object holds them.</param>
internal sealed class ResultBuilder(
    SegmentationRequest request, ResultContext context, Volume<ushort> labels, IReadOnlyList<SegmentFigures> figures,
    IReadOnlyList<GateFinding> findings, VoxelQuantity? quantity, SliceValues values, SegmentProbabilities? probabilities)
{
    private readonly ModelManifest _manifest = request.Model.Manifest;

    public IReadOnlyList<MadeResult> Build(CancellationToken cancellationToken)
    {
        ResultSpec[] specs = [.. request.Plan.Specs.Where(s => Emits(_manifest.Emit, s.Kind) && (context.Source.HasGeometry || s.Kind is not (ResultKind.MeasurementReport or ResultKind.Preview)))]; // images by themselves have no volumes to report
        SegmentFigures[] wanted = [.. figures.Where(f => f.Segment.Emit)];
        if (wanted.Length == 0)
        {
            return [];
        }

        if (figures.All(f => f.Voxels == 0))
        {
            return _manifest.Emit.WhenAllEmpty switch
            {
                WhenAllEmpty.SendNothing => [],
                WhenAllEmpty.SendSrOnly => ReportAlone(wanted), // asked for or not: silence would look like a series that nobody looked at
                _ => Build(specs, wanted, wanted, cancellationToken),
            };
        }

        SegmentFigures[] drawn = [.. wanted.Where(f => f.Voxels > 0 || !_manifest.Emit.SkipEmptySegments)];
        return drawn.Length == 0 ? ReportAlone(wanted) : Build(specs, wanted, drawn, cancellationToken);
    }

    /// <param name="drawn">Those of <paramref name="wanted"/> that have a segment of their own.</param>
    private List<MadeResult> Build(ResultSpec[] specs, SegmentFigures[] wanted, SegmentFigures[] drawn, CancellationToken cancellationToken)
    {
        SegmentSpec[] segments = [.. drawn.Select(f => f.Segment)];
        IReadOnlyList<ResultSegment> structures = SegmentMapping.ToResult(segments, _manifest);
        LabelMasks masks = new(labels, segments);
        SegmentLayout layout = SegmentLayout.Of(masks, segments.Length, context.Source);
        List<MadeResult> made = [];
        foreach (ResultSpec spec in specs.Where(s => !layout.Overlaps || s.Segmentation?.Form != SegmentationForm.LabelMap)) // the segmentation comes before what refers to it
        {
            cancellationToken.ThrowIfCancellationRequested();
            IEnumerable<ResultObject> objects = spec.Kind switch
            {
                ResultKind.Segmentation when spec.Segmentation!.Form == SegmentationForm.Probabilities => [SegmentationObject.Build(context, structures, probabilities!.Of(segments))],
                ResultKind.Segmentation => [SegmentationObject.Build(context, structures, masks, spec.Segmentation, layout)],
                ResultKind.RtStructureSet => [RtStructureSetObject.Build(context, structures, new TracedContours(context.Source, masks, spec.StructureSet!), spec.StructureSet)],
                ResultKind.MeasurementReport => [Report(spec, wanted, made.Find(m => m.Spec == spec.Measured)?.Object, segments)],
                ResultKind.Preview => new PreviewSeries(context, labels.Geometry, structures, [.. drawn.Select(f => f.VolumeMl)], masks, values).Build(cancellationToken),
                _ => throw new ArgumentOutOfRangeException(nameof(specs), spec.Kind, "There is no builder for this kind of object."),
            };
            made.AddRange(objects.Select(o => new MadeResult(spec, o)));
        }

        return made;
    }

    private MadeResult[] ReportAlone(SegmentFigures[] wanted) =>
        [.. request.Plan.ReportForms.Select(form => new ResultSpec(ResultKind.MeasurementReport) { Report = form }).Select(alone => new MadeResult(alone, Report(alone, wanted, null, [])))];

    private ResultObject Report(ResultSpec spec, SegmentFigures[] wanted, ResultObject? segmentation, SegmentSpec[] drawn)
    {
        IReadOnlyList<ResultSegment> structures = SegmentMapping.ToResult([.. wanted.Select(f => f.Segment)], _manifest);
        return MeasurementReportObject.Build(context with { Variant = spec.Variant }, new([.. wanted.Zip(structures, (f, s) => f.ToMeasurement(s, Array.IndexOf(drawn, f.Segment) is >= 0 and int i ? i + 1 : null))])
        {
            Segmentation = segmentation,
            Quantity = quantity,
            Comments = [.. findings.Select(f => f.Reason)],
        }, spec.Report);
    }

    private static bool Emits(EmitSpec emit, ResultKind kind) => emit.Objects.Count == 0 || emit.Objects.Contains(kind switch
    {
        ResultKind.Segmentation => EmittedObject.Seg,
        ResultKind.RtStructureSet => EmittedObject.RtStruct,
        ResultKind.MeasurementReport => EmittedObject.Sr,
        _ => EmittedObject.Sc,
    });
}
