using System.Globalization;
using System.Text.Json.Nodes;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Assembling;

/// <summary>
/// When a series is whole, what says so, and what is refused by name: real series, cut, shuffled, interleaved, repeated, interrupted and late. The rows are printed by
/// <c>bench/completeness</c>, with the time from the last instance to the start of the segmentation.
/// </summary>
public sealed class CompletenessTableTests(CompletenessSite site) : IClassFixture<CompletenessSite>
{
    private const string Scanner = "SCANNER", Archivist = "ARCHIVIST";

    private RunningNode Node => site.Node;

    [SharedFact(Needs = RealSeries.Sarcoma)]
    public async Task One_association()
    {
        DataSet[] series = RealSeries.Of(RealSeries.Sarcoma, "one association");
        await Node.SendAsync(series);
        await ExpectAsync(series, "one association, expected number unknown", "Done", closedBy: "the sender released its association after 51 instances", reason: "154x158x51");
    }

    [SharedFact(Needs = RealSeries.Pelvis)]
    public async Task One_association_in_no_order()
    {
        DataSet[] series = RealSeries.Of(RealSeries.Pelvis, "shuffled", 16);
        await Node.SendAsync(series.Shuffled());
        await ExpectAsync(series, "one association, shuffled", "Done", closedBy: "released its association after 16 instances", reason: "512x512x16");
    }

    [SharedFact(Needs = RealSeries.Pelvis)]
    public async Task Two_series_interleaved()
    {
        DataSet[] one = RealSeries.Of(RealSeries.Pelvis, "interleaved a", 12), other = RealSeries.Of(RealSeries.Sarcoma, "interleaved b", 12);
        await Node.SendAsync(one.Zip(other, (a, b) => new[] { a, b }).SelectMany(pair => pair));
        await ExpectAsync(one, "two series interleaved on one association, the first", "Done", closedBy: "released its association after 12 instances", reason: "512x512x12");
        await ExpectAsync(other, "two series interleaved on one association, the second", "Done", closedBy: "released its association after 12 instances", reason: "154x158x12");
    }

    [SharedFact(Needs = RealSeries.Sarcoma)]
    public async Task Every_instance_twice()
    {
        DataSet[] series = RealSeries.Of(RealSeries.Sarcoma, "twice", 20);
        await Node.SendAsync(series.Concat(series));
        JsonNode row = await ExpectAsync(series, "every instance sent twice", "Done", closedBy: "released its association after 20 instances", reason: "154x158x20");
        Assert.Equal((20, 0), ((int?)row["instances"], (int?)row["conflicts"]));
    }

    [SharedFact(Needs = RealSeries.Sarcoma)]
    public async Task Four_associations_with_pauses_and_nothing_known()
    {
        DataSet[] series = RealSeries.Of(RealSeries.Sarcoma, "four", 20);
        await SendInFourAsync(series, Scanner);
        await ExpectAsync(series, "four associations with pauses, expected number unknown", "Done", closedBy: "no new instance for", reason: "154x158x20");
    }

    [SharedFact(Needs = RealSeries.Sarcoma)]
    public async Task Four_associations_with_pauses_and_the_number_known()
    {
        DataSet[] series = RealSeries.Of(RealSeries.Sarcoma, "four known", 20);
        Hold(series, 20);
        await SendInFourAsync(series, Archivist);
        await ExpectAsync(series, "four associations with pauses, expected number known (C-FIND)", "Done", closedBy: "ARCHIVIST holds 20 instances of it, and all are here", reason: "154x158x20");
    }

    [SharedFact(Needs = RealSeries.Sarcoma)]
    public async Task One_association_for_each_instance_and_the_number_known()
    {
        DataSet[] series = RealSeries.Of(RealSeries.Sarcoma, "each known", 12);
        Hold(series, 12);
        foreach (DataSet slice in series.Shuffled())
        {
            await Node.SendAsync([slice], Archivist);
        }

        await ExpectAsync(series, "an association for each instance, expected number known", "Done", closedBy: "ARCHIVIST holds 12 instances of it, and all are here", reason: "154x158x12");
    }

    [SharedFact(Needs = RealSeries.Sarcoma)]
    public async Task A_slice_that_comes_while_it_is_waited_for()
    {
        DataSet[] series = RealSeries.Of(RealSeries.Sarcoma, "late slice", 20);
        await Node.SendAsync(series.Where((_, z) => z != 9));
        await HeldAsync(series);
        await Node.SendAsync([series[9]]);
        JsonNode row = await ExpectAsync(series, "a slice is missing and comes while it is waited for", "Done", closedBy: "no new instance for", reason: "154x158x20");
        Assert.Equal(1, (int?)row["generation"]);
    }

    [SharedFact(Needs = RealSeries.Sarcoma)]
    public async Task A_slice_that_never_comes()
    {
        DataSet[] series = RealSeries.Of(RealSeries.Sarcoma, "gap", 20);
        await Node.SendAsync(series.Where((_, z) => z != 9));
        await ExpectAsync(series, "a slice is missing and never comes", "Incomplete", reason: "29.4"); // slice 9 at 3.27 mm
    }

    [SharedFact(Needs = RealSeries.Sarcoma)]
    public async Task A_slice_that_comes_after_the_result()
    {
        DataSet[] series = RealSeries.Of(RealSeries.Sarcoma, "after the result", 20);
        await Node.SendAsync(series.Take(19));
        await Node.WaitForAsync(Uid(series), "Done");
        await Node.SendAsync(series.Skip(19));
        JsonNode row = await ExpectAsync(series, "a slice at the end comes after the result", "Done", generation: 2, closedBy: "no new instance for", reason: "154x158x20");
        Assert.Equal(2, row["results"]!.AsArray().Count(r => (bool)r!["isSuperseded"]!));
    }

    [SharedFact(Needs = RealSeries.Sarcoma)]
    public async Task Slices_at_the_end_that_the_archive_has_and_we_have_not()
    {
        DataSet[] series = RealSeries.Of(RealSeries.Sarcoma, "short", 18);
        Hold(series, 20);
        await Node.SendAsync(series, Archivist);
        await ExpectAsync(series, "two slices at the end are missing, expected number known", "Incomplete", closedBy: "no new instance for", reason: "ARCHIVIST holds 20 instances of it, 18 are here.");
    }

    [SharedFact(Needs = RealSeries.Sarcoma)]
    public async Task An_association_that_breaks_and_another_with_the_rest()
    {
        DataSet[] series = RealSeries.Of(RealSeries.Sarcoma, "broken", 20);
        await Node.SendAndBreakAsync(series.Take(8));
        await Node.SendAsync(series.Skip(8));
        await ExpectAsync(series, "an association breaks, another brings the rest", "Done", closedBy: "no new instance for", reason: "154x158x20");
    }

    [SharedTheory(Needs = "data")]
    [InlineData("mr-4d-fmri-ge", "4-D: 10 time points that nothing tells apart", "Incomplete", "150 images lie at 15 positions, up to 10 at one")]
    [InlineData("ct-tilt-variable-ge", "gantry tilt and varying distances", "Incomplete", "tilted by 18.5 degrees")]
    [InlineData("dicom2nifti-failing-a/sliceincrement", "a gap in a real series", "Incomplete", "missing")]
    [InlineData("dicom2nifti-failing-a/sliceorientation", "slices of different directions", "Incomplete", "orientation")]
    [InlineData("ct-exam-summary-philips", "localizer and text pages", "NotRouted", "6 secondary captures, 1 localizer")]
    [InlineData("sts003-ct-mr-pet-rtstruct/dicom/STS_003/CT/mask", "a structure set", "NotRouted", "No route matches it.")]
    public async Task What_is_no_volume(string folder, string what, string state, string reason)
    {
        DataSet[] series = RealSeries.Of($"data/{folder}", what);
        foreach (DataSet image in series.Where(_ => folder.StartsWith("mr", StringComparison.Ordinal) || folder.StartsWith("dicom2nifti", StringComparison.Ordinal)))
        {
            image.SetString(Tags.Modality, "CT"); // or no route were interested
        }

        await Node.SendAsync(series);
        await ExpectAsync(series, what, state, reason: reason);
    }

    private static string Uid(DataSet[] series) => series[0].GetString(Tags.SeriesInstanceUid)!;

    private void Hold(DataSet[] series, int instances) => site.Archivist.Hold(series[0].GetString(Tags.StudyInstanceUid)!, Uid(series), instances);

    private async Task SendInFourAsync(DataSet[] series, string caller)
    {
        foreach (DataSet[] part in series.Chunk(series.Length / 4))
        {
            await Node.SendAsync(part, caller);
            await Task.Delay(part[^1] == series[^1] ? TimeSpan.Zero : site.Periods.SettlePeriod * 1.5);
        }
    }

    private Task HeldAsync(DataSet[] series) => Eventually.TrueAsync(
        async () => (await Node.FindAsync(Uid(series)))?["evidence"]!["heldUntil"] is not null, TimeSpan.FromMinutes(1));

    /// <summary>Waits for the end of the series, compares, and writes the row.</summary>
    private async Task<JsonNode> ExpectAsync(DataSet[] series, string what, string state, string reason, string? closedBy = null, int generation = 1)
    {
        JsonNode? row = null;
        await Eventually.TrueAsync(
            async () => (row = await Node.WaitForAsync(Uid(series), "Done", "Failed", "Incomplete", "NotRouted"))["generation"]!.GetValue<int>() >= generation, TimeSpan.FromMinutes(2));
        await WriteAsync(what, row!);
        Assert.True(state == (string?)row!["state"], row.ToJsonString());
        Assert.Contains(closedBy ?? "", (string?)row["evidence"]!["closedBy"] ?? "", StringComparison.Ordinal);
        Assert.Contains(reason, (string?)row["reason"] ?? "", StringComparison.OrdinalIgnoreCase);
        return row;
    }

    private async Task WriteAsync(string what, JsonNode row)
    {
        if (site.Table is string table)
        {
            DateTime? started = row["jobs"]!.AsArray().Max(j => (DateTime?)j!["startedAt"]);
            string waited = started is DateTime start ? string.Create(CultureInfo.InvariantCulture, $"{(start - row["lastInstanceAt"]!.GetValue<DateTime>()).TotalSeconds:0.00} s") : "-";
            await File.AppendAllTextAsync(table, $"| {what} | {row["state"]} | {row["evidence"]!["closedBy"]} | {row["reason"]} | {waited} |\n");
        }
    }
}
