using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Iod;

public class RoiNamesTests
{
    [Theory]
    [InlineData(16, "Lung_L", "Lung_R")] // fits: stays
    [InlineData(16, "Adrenal gland left side", "Adrenal gland le")]
    [InlineData(4, "Rib_01", "Rib_02", "Rib_03", "Rib_11")]
    [InlineData(8, "Kidney left", "Kidney l", "kidney L", "Kidney left cyst")]
    public void Names_are_short_enough_and_each_the_only_one_whatever_the_case(int length, params string[] wanted)
    {
        IReadOnlyList<string> names = RoiNames.Of(wanted, length);
        Assert.Equal(wanted.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, n => Assert.InRange(n.Length, 1, length));
        Assert.Equal(names, RoiNames.Of(wanted, length));
    }

    [Fact]
    public void A_name_that_fits_keeps_its_place_before_one_that_was_cut_to_it() =>
        Assert.Equal(["Kidney~2", "Kidney l", "Kidney~3"], RoiNames.Of(["Kidney left", "Kidney l", "Kidney lower"], 8));

    [Fact]
    public void Hundreds_of_names_with_one_beginning_stay_apart()
    {
        string[] wanted = [.. Enumerable.Range(0, 300).Select(i => $"A very long beginning {i}")];
        Assert.Equal(300, RoiNames.Of(wanted, 16).Distinct().Count());
    }

    [Fact]
    public void No_character_is_cut_in_half() => Assert.Equal(["abc", "ab~2"], RoiNames.Of(["abc", "abc𝄞d"], 4));

    [Fact]
    public void A_name_that_had_to_change_is_in_the_description_in_full()
    {
        DataSet roi = Build(new() { RoiNameLength = 8 }, SyntheticResult.Segments[0] with { Label = "Left atrial appendage" }).GetItems(Tags.StructureSetRoiSequence)[0];
        Assert.Equal(("Left atr", "Left atrial appendage"), (roi.GetString(Tags.RoiName), roi.GetString(Tags.RoiDescription)));
        Assert.Null(Build(RtStructureSetOptions.Default, SyntheticResult.Segments[0]).GetItems(Tags.StructureSetRoiSequence)[0].GetString(Tags.RoiDescription));
    }

    [Fact]
    public void Where_names_hold_ascii_only_the_object_stays_in_the_sources_character_set()
    {
        ResultSegment segment = SyntheticResult.Segments[0] with { Label = "Wątroba é łŻßÿ", Description = "肝臓" };
        DataSet ascii = Build(new() { AsciiNames = true }, segment), any = Build(RtStructureSetOptions.Default, segment);
        Assert.Equal(("Watroba e lZsy", "ISO_IR 100"), (ascii.GetItems(Tags.StructureSetRoiSequence)[0].GetString(Tags.RoiName), ascii.GetString(Tags.SpecificCharacterSet)));
        Assert.Equal(("Wątroba é łŻßÿ", "ISO_IR 192"), (any.GetItems(Tags.StructureSetRoiSequence)[0].GetString(Tags.RoiName), any.GetString(Tags.SpecificCharacterSet)));
    }

    [Fact]
    public void The_tolerance_of_contours_is_stated_in_the_object()
    {
        Assert.EndsWith("within 0.5 mm of the voxels' edges", Build(new() { ToleranceMm = 0.5 }, SyntheticResult.Segments[0]).GetString(Tags.StructureSetDescription), StringComparison.Ordinal);
        Assert.DoesNotContain("mm", Build(RtStructureSetOptions.Default, SyntheticResult.Segments[0]).GetString(Tags.StructureSetDescription), StringComparison.Ordinal);
    }

    private static DataSet Build(RtStructureSetOptions options, ResultSegment segment) =>
        RtStructureSetObject.Build(SyntheticResult.Context(new SyntheticSeries("roi names")), [segment], new Nothing(), options).DataSet;

    private sealed class Nothing : IRoiContours
    {
        public IReadOnlyList<IReadOnlyList<PatientPoint>> Read(int segment, int slice) => [];
    }
}
