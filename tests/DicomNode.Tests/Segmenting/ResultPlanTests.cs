using DicomNode.Configuration;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;
using DicomNode.Segmenting;
using DicomNode.Storage.Ledgers;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Segmenting;

public class ResultPlanTests
{
    private static readonly ModelForms s_plain = ModelForms.Plain;
    private static readonly SyntheticSeries s_series = new("plan") { Slices = 4 };

    [Fact]
    public void Receivers_that_want_the_same_share_an_object()
    {
        ResultPlan plan = ResultPlan.Of([ResultKind.Segmentation, ResultKind.RtStructureSet], [To("a"), To("b", ReceiverName.Orthanc)], s_plain);
        Assert.Equal([ResultKind.Segmentation, ResultKind.RtStructureSet], plan.Specs.Select(s => s.Kind));
        Assert.Equal([("a", 1), ("a", 1), ("b", 1), ("b", 1)], plan.Of(Made(plan)).Select(d => (d.Destination, d.Choices.Count)));
    }

    [Fact]
    public void A_planning_system_gets_structure_sets_alone_with_names_of_16_characters()
    {
        ResultPlan plan = ResultPlan.Of([ResultKind.Segmentation, ResultKind.RtStructureSet], [To("pacs"), To("tps", ReceiverName.Eclipse)], s_plain);
        Assert.Equal([64, 16], plan.Specs.Where(s => s.Kind == ResultKind.RtStructureSet).Select(s => s.StructureSet!.RoiNameLength));
        IReadOnlyList<NewDelivery> deliveries = plan.Of(Made(plan));
        Assert.Single(deliveries, d => d.Destination == "tps");
        Assert.Equal(3, deliveries.Select(d => d.Choices[0].SopInstanceUid).Distinct().Count()); // no two objects share a UID
    }

    [Fact]
    public void A_label_map_is_preferred_where_it_is_configured_and_a_report_follows_the_form_that_it_measures()
    {
        ResultPlan plan = ResultPlan.Of(
            [ResultKind.Segmentation, ResultKind.MeasurementReport], [To("modern", receives: new() { Segmentation = [SegmentationForm.LabelMap, SegmentationForm.Binary] })], s_plain);
        MadeResult[] made = Made(plan);
        IReadOnlyList<NewDelivery> deliveries = plan.Of(made);

        Assert.Equal(2, deliveries.Count);
        Assert.Equal(
            [SegmentationForm.LabelMap, SegmentationForm.Binary],
            deliveries[0].Choices.Select(c => made.Single(m => m.Object.SopInstanceUid == c.SopInstanceUid).Spec.Segmentation!.Form));
        Assert.Equal([Uids.LabelMapSegmentationStorage, null], deliveries[1].Choices.Select(c => c.NeedsSopClassUid));
    }

    [Fact]
    public void Of_several_kinds_one_alone_is_sent_where_that_is_configured_though_no_route_asks_for_all_of_them()
    {
        ResultPlan plan = ResultPlan.Of(
            [ResultKind.Segmentation], [To("tps", receives: new() { FirstOf = [ResultOutput.Seg, ResultOutput.RtStruct] })], s_plain);
        Assert.Equal([ResultKind.Segmentation, ResultKind.RtStructureSet], plan.Specs.Select(s => s.Kind));
        Assert.Equal(2, Assert.Single(plan.Of(Made(plan))).Choices.Count);
    }

    [Fact]
    public void What_could_not_be_made_is_no_choice_and_what_nobody_planned_goes_to_all_that_take_it()
    {
        ResultPlan plan = ResultPlan.Of([ResultKind.Segmentation], [To("pacs", receives: new() { Segmentation = [SegmentationForm.LabelMap, SegmentationForm.Binary] }), To("tps", ReceiverName.Eclipse)], s_plain);
        MadeResult[] binary = [.. Made(plan).Where(m => m.Spec.Segmentation!.Form == SegmentationForm.Binary)];
        Assert.Single(Assert.Single(plan.Of(binary)).Choices);

        ResultSpec report = new(ResultKind.MeasurementReport);
        Assert.Equal(["pacs"], plan.Of([new(report, Object(report))]).Select(d => d.Destination));
    }

    [Fact]
    public void Who_may_lack_the_newer_class_of_reports_is_offered_both_and_so_it_is_where_nothing_was_found()
    {
        ResultPlan plan = ResultPlan.Of([ResultKind.MeasurementReport], [To("pacs", receives: new() { Reports = [ReportForm.Comprehensive3D, ReportForm.Comprehensive] }), To("new")], s_plain);
        MadeResult[] made = Made(plan);
        Assert.Equal([Uids.Comprehensive3DsrStorage, Uids.ComprehensiveSrStorage], made.Select(m => m.Object.SopClassUid));
        Assert.Equal(2, made.Select(m => m.Object.SopInstanceUid).Distinct().Count());
        Assert.Equal([("pacs", 2), ("new", 1)], plan.Of(made).Select(d => (d.Destination, d.Choices.Count)));

        plan = ResultPlan.Of([ResultKind.Segmentation], [To("pacs", receives: new() { Reports = [ReportForm.Comprehensive3D, ReportForm.Comprehensive] }), To("new")], s_plain);
        Assert.Equal([ReportForm.Comprehensive3D, ReportForm.Comprehensive], plan.ReportForms);
        MadeResult[] alone = [.. plan.ReportForms.Select(f => new ResultSpec(ResultKind.MeasurementReport) { Report = f }).Select(s => new MadeResult(s, Object(s)))];
        Assert.Equal([("pacs", 2), ("new", 1)], plan.Of(alone).Select(d => (d.Destination, d.Choices.Count)));
    }

    [Fact]
    public void Probabilities_go_to_those_who_ask_and_to_those_who_say_nothing_where_the_model_promises_them()
    {
        Receiver[] receivers = [To("silent"), To("viewer", ReceiverName.Ohif), To("research", receives: new() { Segmentation = [SegmentationForm.Probabilities] })];
        SegmentationForm[] Forms(ModelForms model) => [.. ResultPlan.Of([ResultKind.Segmentation], receivers, model).Specs.Select(s => s.Segmentation!.Form)];

        Assert.Equal([SegmentationForm.Binary, SegmentationForm.Probabilities], Forms(new(SegmentationForm.Binary, HasProbabilities: true)));
        Assert.Equal([SegmentationForm.Probabilities, SegmentationForm.Binary], Forms(new(SegmentationForm.Probabilities, HasProbabilities: true)));
        Assert.Equal([SegmentationForm.Binary, SegmentationForm.Fractional], Forms(s_plain));
    }

    private static Receiver To(string name, ReceiverName profile = ReceiverName.Generic, ReceiverOptions? receives = null) =>
        Receiver.Of(new PeerOptions { Name = name, Profile = profile, Receives = receives ?? new() });

    private static MadeResult[] Made(ResultPlan plan) => [.. plan.Specs.Select(s => new MadeResult(s, Object(s)))];

    private static ResultObject Object(ResultSpec spec)
    {
        ResultContext context = SyntheticResult.Context(s_series);
        return spec.Kind switch
        {
            ResultKind.Segmentation => SegmentationObject.Build(context, SyntheticResult.Segments, SyntheticMasks.Phantom(s_series), spec.Segmentation),
            ResultKind.RtStructureSet => RtStructureSetObject.Build(context, SyntheticResult.Segments, new TracedContours(context.Source, SyntheticMasks.Phantom(s_series), spec.StructureSet!), spec.StructureSet),
            _ => MeasurementReportObject.Build(context with { Variant = spec.Variant }, new([.. SyntheticResult.Segments.Select(s => new StructureMeasurement(s, 1))]), spec.Report),
        };
    }
}
