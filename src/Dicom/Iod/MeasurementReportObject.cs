using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod.Content;

namespace DicomNode.Dicom.Iod;

/// <summary>
/// Builds a Comprehensive 3D SR (PS3.3 §A.35.13) after TID 1500: one measurement group per structure, and in words what a reader should look at.
/// It is the root of a result in the sense of IHE AI Results: it names the algorithm and refers to what else was made.
/// </summary>
public static class MeasurementReportObject
{
    /// <param name="report">At least one structure.</param>
    /// <param name="form">The content fits both. They are different instances: <see cref="ResultContext.Variant"/> has to tell them apart.</param>
    /// <exception cref="DicomDataException">Something that the object must name is missing in the source.</exception>
    public static ResultObject Build(ResultContext context, MeasurementReport report, ReportForm form = ReportForm.Comprehensive3D)
    {
        ArgumentOutOfRangeException.ThrowIfZero(report.Structures.Count, nameof(report));
        ResultSegment[] segments = [.. report.Structures.Select(s => s.Segment)];
        ResultSegment.Check(segments);
        DataSet result = ResultHeader.Create(context, ResultKind.MeasurementReport, segments, report.Comments);
        WriteDocument(result.SetString(Tags.SopClassUid, ResultClasses.Of(form)), context, report);
        Tree(result, context, report).WriteTo(result);
        return new(ResultKind.MeasurementReport, result, RequiresImplicitVr: false);
    }

    /// <summary>PS3.3 §C.17.1 (SR Document Series), §C.17.2 (SR Document General).</summary>
    private static void WriteDocument(DataSet result, ResultContext context, MeasurementReport report)
    {
        List<(string, IReadOnlyList<DataSet>)> evidence = [];
        if (report.Segmentation is { } segmentation)
        {
            evidence.Add((segmentation.DataSet.GetString(Tags.SeriesInstanceUid)!, [InstanceReference.To(segmentation.DataSet)]));
        }

        evidence.Add((context.Source.SeriesInstanceUid, [.. context.Source.Slices.DistinctBy(s => s.SopInstanceUid).Select(s => s.ReferenceToInstance())]));
        result.SetEmpty(Tags.ReferencedPerformedProcedureStepSequence)
            .SetEmpty(Tags.PerformedProcedureCodeSequence)
            .SetString(Tags.ContentDate, result.GetString(Tags.SeriesDate)!)
            .SetString(Tags.ContentTime, result.GetString(Tags.SeriesTime)!)
            .SetString(Tags.CompletionFlag, "COMPLETE")
            .SetString(Tags.VerificationFlag, "UNVERIFIED")
            .SetString(Tags.PreliminaryFlag, "PRELIMINARY")
            .SetItems(Tags.CurrentRequestedProcedureEvidenceSequence, [InstanceReference.ToStudy(result.GetString(Tags.StudyInstanceUid)!, evidence)]);
    }

    private static ContainerItem Tree(DataSet result, ResultContext context, MeasurementReport report)
    {
        StructureMeasurement[] measured = [.. report.Structures.Where(s => report.Segmentation is null || s.SegmentNumber is not null)];
        string[] comments =
        [
            .. report.Structures.Except(measured).Select(s => $"{s.Segment.Label}: not found, volume 0 ml."),
            .. report.Comments,
        ];
        List<ContentItem> children =
        [
            new CodeItem(ReportCodes.Language, ReportCodes.English) { Relation = ContentRelation.HasConceptModifier },
            .. Observer(context),
            new CodeItem(ReportCodes.Procedure, ReportCodes.ProcedureOf(context.Source.Header.GetString(Tags.Modality))) { Relation = ContentRelation.HasConceptModifier },
            new ContainerItem(ReportCodes.ImageLibrary),
            new ContainerItem(ReportCodes.Measurements) { Children = [.. measured.Select(m => MeasurementGroup.Of(m, report, context))] },
        ];
        if (comments.Length > 0)
        {
            children.Add(new ContainerItem(ReportCodes.Evaluations) { Children = [.. comments.Select(c => new TextItem(Codes.Comment, c))] });
        }

        return new ContainerItem(ReportCodes.Report, "1500") { Children = children };
    }

    /// <summary>TID 1002: who observed, the algorithm.</summary>
    private static IEnumerable<ContentItem> Observer(ResultContext context)
    {
        ContentItem[] items =
        [
            new CodeItem(ReportCodes.ObserverType, ReportCodes.Device),
            new UidItem(ReportCodes.DeviceUid, context.Uids.DeviceUid()),
            new TextItem(ReportCodes.DeviceName, context.Title),
            new TextItem(ReportCodes.DeviceManufacturer, context.Equipment.Manufacturer),
            new TextItem(ReportCodes.DeviceModel, $"{context.Identity.ModelId} {context.Identity.ModelVersion}"),
            new TextItem(ReportCodes.DeviceSerial, context.Equipment.SerialNumber),
        ];
        return items.Select(i => i with { Relation = ContentRelation.HasObservationContext });
    }
}
