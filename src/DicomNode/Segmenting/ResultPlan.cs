using DicomNode.Configuration;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Segmenting;

/// <summary>
/// What is made of a result, and who gets which of it. A receiver that takes several forms of an object gets one of them: which one is found out when it is sent.
/// </summary>
public sealed class ResultPlan
{
    private readonly IReadOnlyList<Receiver> _receivers;
    private readonly (Receiver Receiver, IReadOnlyList<ResultSpec> Choices)[] _deliveries;

    private ResultPlan(IReadOnlyCollection<ResultKind> outputs, IReadOnlyList<Receiver> receivers, ModelForms forms)
    {
        _receivers = receivers;
        _deliveries = [.. receivers.SelectMany(r => Deliveries(r, r.Of(outputs), forms).Select(choices => (r, choices)))];
        ReceiverProfile nobody = new();
        Specs = [.. _deliveries.SelectMany(d => d.Choices)
            .Concat(receivers.Count > 0 ? [] : outputs.SelectMany(kind => ResultSpec.For(kind, nobody, outputs.Contains(ResultKind.Segmentation), forms)))
            .Distinct().OrderBy(s => s.Kind)];
    }

    /// <summary>Each object once; a segmentation before what refers to it.</summary>
    public IReadOnlyList<ResultSpec> Specs { get; }

    /// <summary>What is sent to somebody: of each the forms that it may have, the preferred one first, of which one is sent.</summary>
    internal IEnumerable<IReadOnlyList<ResultSpec>> Choices => _deliveries.Select(d => d.Choices);

    /// <summary>For nobody in particular: the usual form of each.</summary>
    internal static ResultPlan Of(ModelForms forms, params IReadOnlyCollection<ResultKind> outputs) => new(outputs, [], forms);

    /// <param name="outputs">What the route asks for.</param>
    /// <param name="receivers">Whom it goes to; none: it is kept.</param>
    internal static ResultPlan Of(IReadOnlyCollection<ResultKind> outputs, IReadOnlyList<Receiver> receivers, ModelForms forms) => new(outputs, receivers, forms);

    /// <summary>The classes of reports that somebody may want, the usual one where nobody is known.</summary>
    public IReadOnlyList<ReportForm> ReportForms => _receivers.Count == 0 ? [ReportForm.Comprehensive3D] : [.. _receivers.SelectMany(r => r.Profile.Reports).Distinct().Order()];

    /// <summary>Whether some object holds probabilities.</summary>
    public bool NeedsProbabilities => Specs.Any(s => s.Segmentation?.Form == SegmentationForm.Probabilities);

    /// <summary>The deliveries of what was made. What nobody had planned, such as the report that stands for an empty result, goes to all that take its kind.</summary>
    /// <param name="made">Not all of <see cref="Specs"/> need to be: a label map of segments that overlap is none.</param>
    internal IReadOnlyList<NewDelivery> Of(IEnumerable<MadeResult> made)
    {
        ILookup<ResultSpec, ResultObject> objects = made.ToLookup(m => m.Spec, m => m.Object);
        return
        [
            .. _deliveries.SelectMany(d => Of(d.Receiver.Name, [.. d.Choices.Where(objects.Contains)], objects)),
            .. Reports(objects),
        ];
    }

    /// <summary>Of the reports that nobody had planned.</summary>
    private IEnumerable<NewDelivery> Reports(ILookup<ResultSpec, ResultObject> objects)
    {
        ResultSpec[] unplanned = [.. objects.Select(o => o.Key).Where(s => !Specs.Contains(s))];
        return _receivers.Where(r => r.Takes(ResultKind.MeasurementReport)).SelectMany(r => Of(
            r.Name, [.. r.Profile.Reports.SelectMany(form => unplanned.Where(s => s.Kind == ResultKind.MeasurementReport && s.Report == form))], objects));
    }

    /// <summary>Without a choice every object of the specification goes its way; a choice is between one object of each.</summary>
    private static IEnumerable<NewDelivery> Of(string destination, ResultSpec[] choices, ILookup<ResultSpec, ResultObject> objects) => choices switch
    {
        [] => [],
        [ResultSpec only] => objects[only].Select(o => new NewDelivery(destination, [new(o.SopInstanceUid)])),
        _ => [new NewDelivery(destination, [.. choices.Select(c => new NewChoice(objects[c].First().SopInstanceUid, Needed(c)))])],
    };

    private static IEnumerable<IReadOnlyList<ResultSpec>> Deliveries(Receiver receiver, IReadOnlyList<ResultKind> kinds, ModelForms forms)
    {
        bool hasSegmentation = kinds.Contains(ResultKind.Segmentation);
        ResultKind[] alternatives = [.. receiver.FirstOf.Where(kinds.Contains)];
        if (alternatives.Length > 0)
        {
            // one object alone: a report among them refers to no segmentation, since it is sent where none is taken
            yield return [.. alternatives.SelectMany(kind => ResultSpec.For(kind, receiver.Profile, hasSegmentation: false, forms))];
        }

        foreach (ResultKind kind in kinds.Except(alternatives))
        {
            yield return ResultSpec.For(kind, receiver.Profile, hasSegmentation, forms);
        }
    }

    /// <summary>Who gets a report on a label map has to take the label map.</summary>
    private static string? Needed(ResultSpec spec) =>
        spec is { Kind: ResultKind.MeasurementReport, Segmentation.Form: SegmentationForm.LabelMap } ? Uids.LabelMapSegmentationStorage : null;
}
