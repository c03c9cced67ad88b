using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Segmentation.Volumes;
using Xunit;

namespace DicomNode.Segmentation.Tests.Volumes;

public class SliceStackTests
{
    [Fact]
    public void An_even_stack_in_any_order_is_a_volume_with_its_exact_grid()
    {
        SliceFacts[] slices = [.. Stack(5, stepMm: 2.5).Reverse()];

        StackVerdict verdict = SliceStack.Examine(slices);

        Assert.True(verdict.IsVolume, verdict.Sentence);
        Assert.Equal([4, 3, 2, 1, 0], verdict.Order);
        Assert.Equal(new VolumeShape(5, 32, 48), verdict.Shape);
        Assert.Equal(new Geometry(new(-10, -20, 100), new(0.75, 0, 0), new(0, 0.5, 0), new(0, 0, 2.5)), verdict.Geometry);
    }

    [Fact]
    public void A_stack_through_the_feet_first_table_still_ascends_along_its_normal()
    {
        SliceFacts[] slices = [.. Stack(4).Select(s => s with { ColumnDirection = new(-1, 0, 0) })]; // normal = -z

        StackVerdict verdict = SliceStack.Examine(slices);

        Assert.Equal([3, 2, 1, 0], verdict.Order);
        Assert.Equal(new Vector3D(0, 0, -2), verdict.Geometry!.SliceStep);
    }

    [Fact]
    public void Positions_rounded_to_a_tenth_of_a_millimetre_are_even()
    {
        SliceFacts[] slices = [.. Stack(40, stepMm: 0.625).Select(s => s with { Position = s.Position!.Value with { Z = Math.Round(s.Position.Value.Z, 1) } })];

        Assert.True(SliceStack.Examine(slices).IsVolume);
    }

    [Fact]
    public void Small_deviations_that_add_up_are_not_even()
    {
        SliceFacts[] slices = [.. Stack(41).Select((s, i) => s with { Position = new(0, 0, i <= 20 ? i * 2.03 : 40.6 + ((i - 20) * 1.97)) })]; // each gap within 2 %

        Assert.Equal(StackReason.NonUniformSpacing, SliceStack.Examine(slices).Reason);
    }

    [Fact]
    public void A_missing_slice_is_a_gap_and_its_place_is_named()
    {
        SliceFacts[] slices = [.. Stack(10).Where((_, i) => i is not (3 or 6))];

        StackVerdict verdict = SliceStack.Examine(slices);

        Assert.Equal(StackReason.Gap, verdict.Reason);
        Assert.Equal([6.0, 12.0], verdict.MissingAtMm);
        Assert.Contains("2 of 10 slices are missing, at 6, 12 mm", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Uneven_distances_that_no_missing_slice_explains_are_named()
    {
        SliceFacts[] slices = [.. Stack(10).Select((s, i) => s with { Position = new(0, 0, i < 5 ? i * 2 : i * 2.3) })];

        StackVerdict verdict = SliceStack.Examine(slices);

        Assert.Equal(StackReason.NonUniformSpacing, verdict.Reason);
        Assert.Contains("between 2 and 3.5 mm", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gantry_tilt_is_measured_from_positions_whatever_the_header_says()
    {
        double tilt = double.DegreesToRadians(18.5);
        SliceFacts[] slices = [.. Stack(28, 4).Select(s => s with { RowDirection = new(0, Math.Cos(tilt), -Math.Sin(tilt)) })];

        StackVerdict verdict = SliceStack.Examine(slices);

        Assert.Equal(StackReason.GantryTilt, verdict.Reason);
        Assert.Contains("18.5 degrees", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slice_beside_the_line_is_named()
    {
        SliceFacts[] slices = [.. Stack(9).Select((s, i) => i == 4 ? s with { Position = s.Position!.Value + new Vector3D(3, 0, 0) } : s)];

        Assert.Equal(StackReason.Misaligned, SliceStack.Examine(slices).Reason);
    }

    [Fact]
    public void Several_time_points_at_each_position_are_duplicates_with_a_hint()
    {
        SliceFacts[] slices = [.. Stack(3).SelectMany(s => Enumerable.Repeat(s with { NumberOfTemporalPositions = 10 }, 10))];

        StackVerdict verdict = SliceStack.Examine(slices);

        Assert.Equal(StackReason.DuplicatePositions, verdict.Reason);
        Assert.Contains("30 images lie at 3 positions, up to 10 at one: a 4-D series of 10 temporal positions", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_marked_scout_and_a_capture_are_set_aside_and_the_rest_is_a_volume()
    {
        SliceFacts scout = Stack(1)[0] with { ImageType = ["ORIGINAL", "PRIMARY", "LOCALIZER"], Rows = 512 };
        SliceFacts page = new() { SopClassUid = Uids.SecondaryCaptureImageStorage, Modality = "CT", Rows = 256, Columns = 256 };

        StackVerdict verdict = SliceStack.Examine([scout, .. Stack(5), page]);

        Assert.True(verdict.IsVolume, verdict.Sentence);
        Assert.Equal([1, 2, 3, 4, 5], verdict.Order);
        Assert.Equal([(0, StackReason.Localizer), (6, StackReason.SecondaryCapture)], verdict.SetAside);
        Assert.EndsWith("Set aside: 1 secondary capture, 1 localizer.", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unmarked_scout_across_the_stack_is_set_aside_but_only_when_it_is_rare()
    {
        SliceFacts scout = Stack(1)[0] with { RowDirection = new(0, 0, -1), Rows = 900 };

        Assert.True(SliceStack.Examine([scout, .. Stack(30), scout]).IsVolume);
        Assert.Equal(StackReason.MixedOrientations, SliceStack.Examine([scout with { Rows = 32 }, .. Stack(4)]).Reason);
    }

    [Fact]
    public void Pages_alone_are_named_after_what_they_are()
    {
        SliceFacts page = new() { SopClassUid = Uids.SecondaryCaptureImageStorage, Modality = "CT" };

        Assert.Equal(StackReason.SecondaryCapture, SliceStack.Examine([page, page]).Reason);
        Assert.Equal(StackReason.NotVolumeImages, SliceStack.Examine([Stack(1)[0] with { Modality = "SEG" }]).Reason);
        Assert.Equal(StackReason.Localizer, SliceStack.Examine([Stack(1)[0] with { ImageType = ["DERIVED", "SECONDARY", "LOCALIZER"] }]).Reason);
        Assert.Equal(StackReason.NoImages, SliceStack.Examine([]).Reason);
    }

    public static TheoryData<StackReason, Func<SliceFacts, SliceFacts>> Spoiled => new()
    {
        { StackReason.MixedSizes, s => s with { Rows = 64 } },
        { StackReason.MixedOrientations, s => s with { RowDirection = new(0, 0.9986, 0.0523) } },
        { StackReason.MixedSpacing, s => s with { PixelSpacing = (0.5, 0.76) } },
        { StackReason.MixedFramesOfReference, s => s with { FrameOfReferenceUid = "1.2.4" } },
        { StackReason.ZeroSpacing, s => s with { PixelSpacing = (0, 0.75) } },
        { StackReason.DegenerateOrientation, s => s with { RowDirection = new(1, 0, 0) } },
        { StackReason.DegenerateOrientation, s => s with { RowDirection = new(0, 0, 0) } },
        { StackReason.MissingGeometry, s => s with { Position = null } },
        { StackReason.MissingGeometry, s => s with { PixelSpacing = null } },
        { StackReason.MultiFrame, s => s with { NumberOfFrames = 6 } },
        { StackReason.NoDecoder, s => s with { TransferSyntaxUid = "1.2.840.10008.1.2.4.201" } },
    };

    [Theory]
    [MemberData(nameof(Spoiled), DisableDiscoveryEnumeration = true)]
    public void One_spoiled_image_names_its_fault(StackReason reason, Func<SliceFacts, SliceFacts> spoil)
    {
        SliceFacts[] slices = Stack(6);
        slices[2] = spoil(slices[2]);

        Assert.Equal(reason, SliceStack.Examine(slices).Reason);
    }

    [Fact]
    public void A_single_slice_is_no_volume() => Assert.Equal(StackReason.SingleSlice, SliceStack.Examine(Stack(1)).Reason);

    [Fact]
    public void What_a_header_lacks_or_garbles_is_null()
    {
        DataSet header = new DataSet().SetString(Tags.Modality, "CT").SetString(Tags.PixelSpacing, "0.5", "zero").SetNumber(Tags.ImagePositionPatient, 1, 2, 3);

        SliceFacts facts = SliceFacts.From(header);

        Assert.Equal("CT", facts.Modality);
        Assert.Equal(new Vector3D(1, 2, 3), facts.Position);
        Assert.Null(facts.PixelSpacing);
        Assert.Null(facts.Rows);
    }

    private static SliceFacts[] Stack(int count, double stepMm = 2) => [.. Enumerable.Range(0, count).Select(i => new SliceFacts
    {
        SopClassUid = Uids.CtImageStorage,
        SopInstanceUid = $"1.2.3.{i}",
        FrameOfReferenceUid = "1.2.3",
        TransferSyntaxUid = "1.2.840.10008.1.2.1",
        Modality = "CT",
        ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"],
        Rows = 32,
        Columns = 48,
        Position = new Vector3D(-10, -20, 100 + (i * stepMm)),
        ColumnDirection = new Vector3D(1, 0, 0),
        RowDirection = new Vector3D(0, 1, 0),
        PixelSpacing = (0.5, 0.75),
        InstanceNumber = i + 1,
    })];
}
