using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Gate;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Segmenting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Gate;

public class ResultGateTests
{
    private static readonly VolumeShape s_shape = new(6, 20, 40);
    private static readonly Geometry s_grid = new(new(-100, -50, 0), new(5, 0, 0), new(0, 5, 0), new(0, 0, 5)); // x grows to the patient's left
    private static readonly CodeSpec s_left = new() { Scheme = "SCT", Value = "7771000", Meaning = "Left" }, s_right = new() { Scheme = "SCT", Value = "24028007", Meaning = "Right" };

    private static readonly SegmentSpec
        s_leftKidney = Segment(1, "Kidney left") with { TypeModifier = s_left },
        s_rightKidney = Segment(2, "Kidney right") with { TypeModifier = s_right },
        s_body = Segment(3, "Body") with { Labels = [1, 2, 3], RtRoiType = RtRoiType.External };

    [Fact]
    public void A_result_as_it_should_be_gives_no_finding() =>
        Assert.Empty(Examine([s_leftKidney with { MinMl = 1, MaxMl = 10, MaxComponents = 1 }, s_rightKidney, s_body], Kidneys(left: 30, right: 8)));

    [Fact]
    public void Nothing_at_all_is_one_finding() =>
        Assert.Equal([GateCheck.NothingFound], Examine([s_leftKidney with { MinMl = 5 }, s_rightKidney], new ushort[s_shape.Length]).Select(f => f.Check));

    [Theory]
    [InlineData(4, 10, "Kidney left has 3.4 ml; less than 4 ml is implausible.")]
    [InlineData(1, 3, "Kidney left has 3.4 ml; more than 3 ml is implausible.")]
    public void A_volume_outside_of_the_manifests_range_is_named_with_both_figures(double min, double max, string reason)
    {
        GateFinding found = Assert.Single(Examine([s_leftKidney with { MinMl = min, MaxMl = max }], Kidneys(left: 30, right: 8)));
        Assert.Equal(new GateFinding(GateCheck.ImplausibleVolume, "Kidney left", reason), found);
    }

    [Fact]
    public void A_structure_at_the_edge_of_the_images_is_found_an_external_contour_is_not()
    {
        ushort[] labels = Kidneys(left: 37, right: 8); // three voxels wide: it ends in the last column
        Assert.Equal([(GateCheck.TouchesEdge, "Kidney left")], Examine([s_leftKidney, s_rightKidney, s_body], labels).Select(f => (f.Check, f.Structure!)));
    }

    [Fact]
    public void Sides_that_are_swapped_are_found_against_the_body_and_against_each_other()
    {
        ushort[] swapped = Kidneys(left: 8, right: 30);
        foreach (SegmentSpec[] segments in (SegmentSpec[][])[[s_leftKidney, s_rightKidney, s_body], [s_leftKidney, s_rightKidney]])
        {
            Assert.Equal([(GateCheck.SidesSwapped, "Kidney left"), (GateCheck.SidesSwapped, "Kidney right")], Examine(segments, swapped).Select(f => (f.Check, f.Structure!)));
        }

        Assert.Contains("mm to the right of the midline", Examine([s_leftKidney, s_body], swapped)[0].Reason, StringComparison.Ordinal);
        Assert.Empty(Examine([s_leftKidney], swapped)); // no partner and no body: nothing to judge by
    }

    [Fact]
    public void More_parts_than_the_manifest_allows_are_counted()
    {
        ushort[] labels = Kidneys(left: 30, right: 8);
        labels[(2 * s_shape.SliceLength) + (3 * s_shape.Width) + 20] = 1;
        Assert.Equal("Kidney left has 2 parts; more than 1 are implausible.", Assert.Single(Examine([s_leftKidney with { MaxComponents = 1 }], labels)).Reason);
        Assert.Empty(Examine([s_leftKidney with { MaxComponents = 2 }], labels));
    }

    [Theory]
    [InlineData(Precondition.ContrastEnhanced, null, true)]
    [InlineData(Precondition.ContrastEnhanced, "IODINE", false)]
    [InlineData(Precondition.NoContrast, "IODINE", true)]
    [InlineData(Precondition.NoContrast, null, false)]
    [InlineData(Precondition.Hounsfield, null, false)]
    [InlineData(Precondition.PixelSuv, null, true)]
    [InlineData(Precondition.SkullStripped, null, false)] // no header tells
    public void A_series_that_its_headers_show_to_be_another_kind_is_found(Precondition precondition, string? agent, bool isFound)
    {
        DataSet header = new DataSet().SetString(Tags.Modality, "CT");
        if (agent is not null)
        {
            header.SetString(Tags.ContrastBolusAgent, agent);
        }

        Assert.Equal(isFound, Examine([s_leftKidney], Kidneys(left: 30, right: 8), header, precondition).Any(f => f.Check == GateCheck.UnfitSource));
    }

    [Fact]
    public void The_strictest_of_the_routes_to_a_destination_counts_and_says_why_it_holds()
    {
        RouteOptions[] routes =
        [
            new() { Model = "m", SendTo = ["pacs"], Gate = new() { ImplausibleVolume = GateAction.Send } },
            new() { Model = "m", SendTo = ["PACS", "tps"], Gate = new() { ImplausibleVolume = GateAction.Hold } },
            new() { Model = "m", SendTo = ["research"], Gate = new() { ImplausibleVolume = GateAction.Send, SidesSwapped = GateAction.Send } },
            new() { Model = "other", SendTo = ["research"], Gate = new() { ImplausibleVolume = GateAction.Hold } },
        ];
        GateFinding[] findings = [new(GateCheck.ImplausibleVolume, "Liver", "Too large."), new(GateCheck.TouchesEdge, "Liver", "At the edge.")];
        Assert.Equal("Too large.", GatePolicy.Of(routes, "m", "pacs").HoldReason(findings));
        Assert.Equal("Too large.", GatePolicy.Of(routes, "m", "tps").HoldReason(findings));
        Assert.Null(GatePolicy.Of(routes, "m", "research").HoldReason(findings));
        Assert.Equal(GateAction.Hold, GatePolicy.Of(routes, "m").For(findings));
        Assert.Equal(GateAction.Send, GatePolicy.Of(routes, "m").For([]));
        Assert.Equal(GateAction.Flag, GatePolicy.Default.For(findings));
    }

    private static IReadOnlyList<GateFinding> Examine(SegmentSpec[] segments, ushort[] values, DataSet? header = null, params Precondition[] preconditions)
    {
        ModelManifest manifest = ModelFolder.Load(Checkout.Find("config/models/ct-tissue")).Manifest with { Segments = segments, Preconditions = preconditions };
        Volume<ushort> labels = new(values, s_shape, s_grid);
        double[] voxelMm3 = [.. Enumerable.Repeat(s_grid.VoxelMm3, s_shape.Depth)];
        return ResultGate.Examine(manifest, labels, SegmentMeasurer.Measure(labels, segments, voxelMm3, null, CancellationToken.None), header);
    }

    /// <summary>Two blocks of 3 × 3 × 3 voxels at these columns, in a body that fills all but the edge.</summary>
    private static ushort[] Kidneys(int left, int right)
    {
        ushort[] labels = new ushort[s_shape.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            (int z, int y, int x) = (i / s_shape.SliceLength, i / s_shape.Width % s_shape.Height, i % s_shape.Width);
            bool isKidney = z is >= 1 and < 4 && y is >= 8 and < 11;
            bool isInside = z is > 0 and < 5 && y is > 0 and < 19 && x is > 0 and < 39;
            labels[i] = isKidney && x >= left && x < left + 3 ? (ushort)1 : isKidney && x >= right && x < right + 3 ? (ushort)2 : isInside ? (ushort)3 : (ushort)0;
        }

        return labels;
    }

    private static SegmentSpec Segment(int label, string name) => new()
    {
        Label = label,
        Name = name,
        Category = new() { Scheme = "SCT", Value = "123037004", Meaning = "Anatomical Structure" },
        Type = new() { Scheme = "SCT", Value = "64033007", Meaning = "Kidney" },
    };
}
