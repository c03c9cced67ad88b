using DicomNode.Dicom.Iod;

namespace DicomNode.Segmenting;

/// <summary>One object that is to be made of a result. Two that are equal are one object, whoever it goes to.</summary>
public sealed record ResultSpec(ResultKind Kind)
{
    /// <summary>Of a segmentation; of another object: the segmentation that it refers to, null when it refers to none.</summary>
    public SegmentationOptions? Segmentation { get; init; }

    /// <summary>Of a structure set.</summary>
    public RtStructureSetOptions? StructureSet { get; init; }

    /// <summary>What an archive has to take to take it.</summary>
    public string SopClassUid => Kind == ResultKind.Segmentation ? ResultClasses.Of(Segmentation!.Form) : ResultClasses.Of(Kind);

    /// <summary>Tells objects of one kind apart: see <see cref="ResultContext.Variant"/>.</summary>
    public string Variant => (Kind, Segmentation) switch
    {
        (ResultKind.Segmentation, _) => Segmentation!.Variant,
        (ResultKind.RtStructureSet, _) => StructureSet!.Variant,
        (ResultKind.MeasurementReport, null) => "no segmentation",
        _ => Segmentation?.Variant ?? "",
    };

    /// <summary>The object as the profile of a receiver wants it, one for each of the forms that it is offered, the preferred one first.</summary>
    /// <param name="hasSegmentation">Whether the receiver gets a segmentation too.</param>
    internal static IReadOnlyList<ResultSpec> For(ResultKind kind, ReceiverProfile profile, bool hasSegmentation) => kind switch
    {
        ResultKind.Segmentation => [.. profile.Segmentations.Select(f => new ResultSpec(kind) { Segmentation = profile.Segmentation(f) })],
        ResultKind.RtStructureSet => [new(kind) { StructureSet = profile.RtStructureSet }],
        ResultKind.MeasurementReport when hasSegmentation => [.. profile.Segmentations.Select(f => new ResultSpec(kind) { Segmentation = profile.Segmentation(f) })],
        _ => [new(kind)],
    };
}
