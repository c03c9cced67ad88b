using DicomNode.Dicom.Iod;
using DicomNode.Gate;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmenting;

/// <summary>From labels and what was measured of them to the objects that a route and the manifest want.</summary>
/// <param name="figures">A line per segment of the manifest, in its order.</param>
/// <param name="quantity">What means and deviations are of; null: they were not measured.</param>
internal sealed class ResultBuilder(
    SegmentationRequest request, ResultContext context, Volume<ushort> labels, IReadOnlyList<SegmentFigures> figures,
    IReadOnlyList<GateFinding> findings, VoxelQuantity? quantity)
{
    private readonly ModelManifest _manifest = request.Model.Manifest;

    public IReadOnlyList<ResultObject> Build(CancellationToken cancellationToken)
    {
        ResultKind[] kinds = [.. request.Outputs.Distinct().Where(kind => Emits(_manifest.Emit, kind)).Order()];
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
                WhenAllEmpty.SendSrOnly => [Report(wanted, null, [])], // asked for or not: silence would look like a series that nobody looked at
                _ => Build(kinds, wanted, wanted, cancellationToken),
            };
        }

        SegmentFigures[] drawn = [.. wanted.Where(f => f.Voxels > 0 || !_manifest.Emit.SkipEmptySegments)];
        return drawn.Length == 0 ? [Report(wanted, null, [])] : Build(kinds, wanted, drawn, cancellationToken);
    }

    /// <param name="drawn">Those of <paramref name="wanted"/> that have a segment of their own.</param>
    private List<ResultObject> Build(ResultKind[] kinds, SegmentFigures[] wanted, SegmentFigures[] drawn, CancellationToken cancellationToken)
    {
        SegmentSpec[] segments = [.. drawn.Select(f => f.Segment)];
        IReadOnlyList<ResultSegment> structures = SegmentMapping.ToResult(segments, _manifest);
        LabelMasks masks = new(labels, segments);
        List<ResultObject> objects = [];
        foreach (ResultKind kind in kinds) // the segmentation comes before what refers to it
        {
            cancellationToken.ThrowIfCancellationRequested();
            objects.Add(kind switch
            {
                ResultKind.Segmentation => SegmentationObject.Build(context, structures, masks),
                ResultKind.RtStructureSet => RtStructureSetObject.Build(context, structures, new TracedContours(context.Source, masks)),
                ResultKind.MeasurementReport => Report(wanted, objects.Find(o => o.Kind == ResultKind.Segmentation), segments),
                _ => throw new ArgumentOutOfRangeException(nameof(kinds), kind, "There is no builder for this kind of object."),
            });
        }

        return objects;
    }

    private ResultObject Report(SegmentFigures[] wanted, ResultObject? segmentation, SegmentSpec[] drawn)
    {
        IReadOnlyList<ResultSegment> structures = SegmentMapping.ToResult([.. wanted.Select(f => f.Segment)], _manifest);
        return MeasurementReportObject.Build(context, new([.. wanted.Zip(structures, (f, s) => f.ToMeasurement(s, Array.IndexOf(drawn, f.Segment) is >= 0 and int i ? i + 1 : null))])
        {
            Segmentation = segmentation,
            Quantity = quantity,
            Comments = [.. findings.Select(f => f.Reason)],
        });
    }

    private static bool Emits(EmitSpec emit, ResultKind kind) => emit.Objects.Count == 0 || emit.Objects.Contains(kind switch
    {
        ResultKind.Segmentation => EmittedObject.Seg,
        ResultKind.RtStructureSet => EmittedObject.RtStruct,
        ResultKind.MeasurementReport => EmittedObject.Sr,
        _ => EmittedObject.Sc,
    });
}
