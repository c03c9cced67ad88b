using DicomNode.Dicom.Iod;

namespace DicomNode.Segmenting;

/// <summary>One object that is to be made of a result. Two that are equal are one object, whoever it goes to.</summary>
public sealed record ResultSpec(ResultKind Kind)
{
    /// <summary>Of a segmentation; of another object: the segmentation that it refers to, null when it refers to none.</summary>
    public SegmentationOptions? Segmentation { get; init; }

    /// <summary>Of a structure set.</summary>
    public RtStructureSetOptions? StructureSet { get; init; }

    /// <summary>Of a report.</summary>
    public ReportForm Report { get; init; }

    /// <summary>What an archive has to take to take it.</summary>
    public string SopClassUid => Kind switch
    {
        ResultKind.Segmentation => ResultClasses.Of(Segmentation!.Form),
        ResultKind.MeasurementReport => ResultClasses.Of(Report),
        _ => ResultClasses.Of(Kind),
    };

    /// <summary>Tells objects of one kind apart: see <see cref="ResultContext.Variant"/>.</summary>
    public string Variant => (Kind, Segmentation) switch
    {
        (ResultKind.Segmentation, _) => Segmentation!.Variant,
        (ResultKind.RtStructureSet, _) => StructureSet!.Variant,
        (ResultKind.MeasurementReport, _) => $"{Segmentation?.Variant ?? "no segmentation"}{(Report == ReportForm.Comprehensive ? " Comprehensive SR" : "")}",
        _ => Segmentation?.Variant ?? "",
    };

    /// <summary>The segmentation that a report is on; null: none.</summary>
    public ResultSpec? Measured => Kind == ResultKind.MeasurementReport && Segmentation is not null ? new(ResultKind.Segmentation) { Segmentation = Segmentation } : null;

    /// <summary>The object as the profile of a receiver wants it, one for each of the forms that it is offered, the preferred one first.</summary>
    /// <param name="hasSegmentation">Whether the receiver gets a segmentation too.</param>
    /// <param name="forms">What the model gives.</param>
    internal static IReadOnlyList<ResultSpec> For(ResultKind kind, ReceiverProfile profile, bool hasSegmentation, ModelForms forms)
    {
        SegmentationOptions?[] segmentations = [.. forms.Of(profile).Select(profile.Segmentation)];
        return kind switch
        {
            ResultKind.Segmentation => [.. segmentations.Select(s => new ResultSpec(kind) { Segmentation = s })],
            ResultKind.RtStructureSet => [new(kind) { StructureSet = profile.RtStructureSet }],
            ResultKind.MeasurementReport =>
            [
                .. from segmentation in hasSegmentation ? segmentations : [null]
                   from report in profile.Reports
                   select new ResultSpec(kind) { Segmentation = segmentation, Report = report },
            ],
            _ => [new(kind)],
        };
    }
}
