using DicomNode.Assembling;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Storage.Rows;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Assembling;

/// <summary>Which series of a study goes into which input of a model, and what is done when one is missing.</summary>
public sealed class InputMatchTests
{
    private static readonly DateTime s_now = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    private static readonly ModelManifest s_brats = Manifest(
        Input("t1c", new() { Modality = ["MR"], Description = "t1.*(gd|c\\+|post)", MinSlices = 20, Prefer = [SeriesPreference.ThinnestSlices] }) with { Reference = true },
        Input("t1", new() { Modality = ["MR"], Description = "t1", NotDescription = "gd|c\\+|post", MinSlices = 20 }),
        Input("t2", new() { Modality = ["MR"], Description = "t2", NotDescription = "flair|\\*", MinSlices = 20 }),
        Input("flair", new() { Modality = ["MR"], Description = "flair", MinSlices = 20 }));

    private readonly StudyCandidate _t1c = Series(1, "t1 mprage gd"), _t1 = Series(2, "T1 mprage"), _t2 = Series(3, "t2 tse"), _flair = Series(4, "t2 flair sag");

    [Fact]
    public void Each_input_gets_the_series_that_its_select_names_in_whatever_order_they_came()
    {
        InputMatch match = InputMatch.Of(s_brats, [_flair, _t2, _t1c, _t1]);

        Assert.True(match.IsWhole);
        Assert.Equal([_t1c, _t1, _t2, _flair], match.Taken);
        StudyOutcome.Matched matched = Assert.IsType<StudyOutcome.Matched>(Judge(_t2, match));
        Assert.Equal([1L, 2, 3, 4], matched.Inputs.Select(i => i.SeriesId));
        Assert.Equal(1, matched.ReferenceSeriesId);
    }

    [Fact]
    public void What_is_missing_is_waited_for_by_name_and_then_said_to_be_missing()
    {
        InputMatch match = InputMatch.Of(s_brats, [_t1c, _t2]);

        StudyOutcome.Awaited awaited = Assert.IsType<StudyOutcome.Awaited>(Judge(_t2, match));
        Assert.Equal("m needs 2 further series of the study, for its inputs t1, flair; waited for until 2026-01-02 04:04:05 UTC.", awaited.Reason);
        Assert.Equal(
            "m needs 2 further series of the study, for its inputs t1, flair; nothing that fits came within Assembling:StudyPeriod.",
            Assert.IsType<StudyOutcome.Missing>(Judge(_t2, match, now: s_now.AddHours(1))).Reason);
    }

    [Fact]
    public void While_something_of_the_study_comes_in_a_better_series_is_waited_for_but_not_for_ever()
    {
        InputMatch match = InputMatch.Of(s_brats, [_t1c, _t1, _t2, _flair]);

        Assert.IsType<StudyOutcome.Awaited>(Judge(_t1, match, isMoreComing: true));
        Assert.IsType<StudyOutcome.Matched>(Judge(_t1, match, isMoreComing: true, now: s_now.AddHours(1)));
    }

    [Fact]
    public void Of_two_that_fit_the_preferred_one_is_taken_and_the_other_is_told_which()
    {
        StudyCandidate thin = Series(5, "t1 gd thin", spacing: 1);

        InputMatch match = InputMatch.Of(s_brats, [_t1c, thin, _t1, _t2, _flair]);

        Assert.Equal(thin, match.Taken[0]);
        Assert.Contains("series 1.5 for its input t1c instead", Assert.IsType<StudyOutcome.Passed>(Judge(_t1c, match)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("more slices", 40, "20260101", 1)]
    [InlineData("as many slices, newer", 30, "20260103", 1)]
    [InlineData("older", 30, "20251231", 0)]
    public void Without_a_preference_most_slices_then_the_newest_decide(string what, int slices, string date, int expected)
    {
        StudyCandidate first = Series(3, "t2", slices: 30, date: "20260101"), second = Series(5, "t2", slices: slices, date: date);

        Assert.True(expected == (InputMatch.Of(s_brats, [second, first]).Taken[2] == second ? 1 : 0), what);
    }

    [Fact]
    public void A_series_is_taken_once_even_where_it_fits_two_inputs()
    {
        ModelManifest two = Manifest(Input("a", new() { Modality = ["MR"] }), Input("b", new() { Modality = ["MR"], Description = "t1" }));

        Assert.Equal([_t2, _t1], InputMatch.Of(two, [_t1, _t2]).Taken); // t1 would be preferred for a, and then nothing were left for b
        Assert.Equal([_t1, null], InputMatch.Of(two, [_t1]).Taken);
    }

    [Fact]
    public void Series_of_another_frame_of_reference_are_no_company_unless_the_manifest_allows_it()
    {
        StudyCandidate elsewhere = Series(4, "flair", frame: "9.9");

        Assert.Null(InputMatch.Of(s_brats, [_t1c, _t1, _t2, elsewhere]).Taken[3]);
        Assert.True(InputMatch.Of(s_brats with { Spatial = s_brats.Spatial with { SameFrameOfReference = false } }, [_t1c, _t1, _t2, elsewhere]).IsWhole);
    }

    [Fact]
    public void A_study_of_many_series_is_searched_in_no_time()
    {
        ModelManifest many = Manifest([.. Enumerable.Range(0, 7).Select(i => Input($"i{i}", new() { Modality = ["MR"] })), Input("none", new() { Modality = ["PT"] })]);

        Assert.Equal(7, InputMatch.Of(many, [.. Enumerable.Range(1, 60).Select(i => Series(i, "t1"))]).Taken.Count(t => t is not null));
    }

    private static StudyOutcome Judge(StudyCandidate self, InputMatch match, bool isMoreComing = false, DateTime? now = null) =>
        StudyRules.Judge(s_brats, self, match, isMoreComing, s_now.AddHours(1), now ?? s_now);

    private static StudyCandidate Series(long id, string description, int slices = 30, double spacing = 3, string date = "20260101", string frame = "1.9")
    {
        DataSet header = new DataSet().SetString(Tags.Modality, "MR").SetString(Tags.SeriesDescription, description).SetString(Tags.SeriesDate, date).SetString(Tags.SeriesTime, "120000");
        return new(
            new Series { Id = id, SeriesInstanceUid = $"1.{id}", StudyInstanceUid = "1", FrameOfReferenceUid = frame },
            header,
            new StackVerdict { Reason = StackReason.None, Sentence = "", Shape = new(slices, 64, 64), Geometry = new(default, new(1, 0, 0), new(0, 1, 0), new(0, 0, spacing)) },
            $"digest {id}");
    }

    private static ModelInput Input(string name, SelectSpec select) => new() { Name = name, Select = select };

    /// <summary>The shipped model with other inputs: what the network makes of them is of no interest here.</summary>
    private static ModelManifest Manifest(params ModelInput[] inputs) => ModelFolder.Load(Checkout.Find("config/models/ct-tissue")).Manifest with { Id = "m", Inputs = inputs };
}
