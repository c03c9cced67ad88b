using DicomNode.Dicom.Dictionary;
using DicomNode.Segmentation.Volumes;
using Xunit;

namespace DicomNode.Segmentation.Tests.Volumes;

public class SeriesVolumesTests
{
    [Fact]
    public void One_volume_is_one_part_of_all_images()
    {
        SeriesVolumes found = SeriesVolumes.Examine(Phase(1));

        Assert.Equal([0, 1, 2, 3], Assert.Single(found.Parts).Slices);
        Assert.Null(found.Parts[0].Label);
    }

    [Fact]
    public void Two_acquisitions_at_the_same_positions_are_two_volumes()
    {
        SliceFacts[] mixed = [.. Phase(1).Zip(Phase(2)).SelectMany(p => new[] { p.Second, p.First })];

        SeriesVolumes found = SeriesVolumes.Examine(mixed);

        Assert.True(found.Verdict.IsVolume);
        Assert.StartsWith("2 volumes, told apart by their acquisition.", found.Verdict.Sentence);
        Assert.Equal(["acquisition 1", "acquisition 2"], found.Parts.Select(p => p.Label));
        Assert.All(found.Parts[1].Slices, i => Assert.Equal(2, mixed[i].AcquisitionNumber));
    }

    [Fact]
    public void Frames_are_told_apart_by_the_dimension_that_does_so()
    {
        SliceFacts[] frames = [.. Enumerable.Range(1, 2).SelectMany(b => Phase(1).Select((s, z) => s with { DimensionOrganizationUid = "1.2", DimensionIndices = [1, z + 1, b] }))];

        SeriesVolumes found = SeriesVolumes.Examine(frames);

        Assert.StartsWith("2 volumes, told apart by their dimension 3.", found.Verdict.Sentence);
        Assert.Equal(["dimension 3 index 1", "dimension 3 index 2"], found.Parts.Select(p => p.Label));
        AssertRefused([.. frames[..4], .. frames[4..].Select(f => f with { DimensionOrganizationUid = "1.3" })]); // what an index means differs
    }

    [Fact]
    public void A_scout_belongs_to_none_of_them()
    {
        SliceFacts scout = Phase(3)[0] with { ImageType = ["ORIGINAL", "PRIMARY", "LOCALIZER"] };

        SeriesVolumes found = SeriesVolumes.Examine([scout, .. Phase(1), .. Phase(2)]);

        Assert.Equal(2, found.Parts.Count);
        Assert.DoesNotContain(0, found.Parts.SelectMany(p => p.Slices));
    }

    [Fact]
    public void The_same_position_twice_in_one_acquisition_stays_refused() =>
        AssertRefused([.. Phase(1), .. Phase(1)]);

    [Fact]
    public void A_part_with_a_gap_leaves_the_series_refused() =>
        AssertRefused([.. Phase(1), .. Phase(2).Where((_, i) => i != 2)]);

    [Fact]
    public void Images_without_the_number_belong_to_no_part() =>
        AssertRefused([.. Phase(1), .. Phase(2).Select(s => s with { AcquisitionNumber = null })]);

    [Fact]
    public void Time_points_without_a_temporal_index_stay_refused() =>
        AssertRefused([.. Enumerable.Range(0, 10).SelectMany(_ => Phase(1).Select(s => s with { NumberOfTemporalPositions = 10 }))]);

    private static void AssertRefused(SliceFacts[] images)
    {
        SeriesVolumes found = SeriesVolumes.Examine(images);

        Assert.Empty(found.Parts);
        Assert.Equal(StackReason.DuplicatePositions, found.Verdict.Reason);
    }

    private static SliceFacts[] Phase(int acquisition) => [.. Enumerable.Range(0, 4).Select(i => new SliceFacts
    {
        SopClassUid = Uids.CtImageStorage,
        SopInstanceUid = $"1.{acquisition}.{i}",
        Modality = "CT",
        ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"],
        Rows = 64,
        Columns = 64,
        Position = new(0, 0, i * 2.5),
        ColumnDirection = new(1, 0, 0),
        RowDirection = new(0, 1, 0),
        PixelSpacing = (1, 1),
        AcquisitionNumber = acquisition,
        InstanceNumber = (acquisition * 10) + i,
    })];
}
