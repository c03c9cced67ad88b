using System.Text.Json.Nodes;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Testing;
using Xunit;
using Xunit.Abstractions;

namespace DicomNode.Interop.Tests;

/// <summary>What came back from the node into Orthanc, judged by tools that share no code with it.</summary>
public class OrthancRoundTripTests(OrthancRoundTrip trip, ITestOutputHelper output) : IClassFixture<OrthancRoundTrip>
{
    private const string Series = "data/ct-abdomen-pelvis-gepet";

    [Fact]
    public void SEG_and_RTSTRUCT_stand_in_the_study_of_the_series_they_were_made_from()
    {
        Assert.Equal(["CT", "RTSTRUCT", "SEG"], trip.Modalities);
        DataSet source = Part10File.Read(Directory.EnumerateFiles(trip.Source).First()).DataSet;
        foreach (string file in (string[])[trip.Segmentation, trip.StructureSet])
        {
            DataSet result = Part10File.Read(file).DataSet;
            Assert.Equal(source.GetString(Tags.StudyInstanceUid), result.GetString(Tags.StudyInstanceUid));
            Assert.Equal(source.GetString(Tags.PatientId), result.GetString(Tags.PatientId));
        }
    }

    [Fact]
    public void The_results_are_not_routed_back_to_the_node() => Assert.Single(trip.AllSeries);

    [Fact]
    public void The_node_says_when_each_stage_of_the_series_was_done()
    {
        JsonNode series = trip.Series, job = trip.Series["jobs"]!.AsArray().Single()!;
        DateTime lastInstance = Time(series["lastInstanceAt"]), closed = Time(series["evidence"]!["closedAt"]), started = Time(job["startedAt"]), finished = Time(job["finishedAt"]);
        DateTime stored = series["deliveries"]!.AsArray().Max(delivery => Time(delivery!["deliveredAt"]));
        output.WriteLine(
            $"{series["instances"]} instances; from the last one received to the last result stored {Seconds(lastInstance, stored)}: "
            + $"quiet {Seconds(lastInstance, closed)}, decided and claimed {Seconds(closed, started)}, job {Seconds(started, finished)}, delivery {Seconds(finished, stored)}");
        output.WriteLine($"stages of the job on {job["provider"]}, seconds: {job["secondsByStage"]?.ToJsonString()}");
        Assert.True(lastInstance < closed && closed <= started && started < finished && finished <= stored);
    }

    [SharedFact(Needs = Series)]
    public Task Check_seg_finds_no_error() => ConformanceAsync("check_seg", trip.Segmentation, trip.Source);

    [SharedFact(Needs = Series)]
    public Task Check_rtstruct_finds_no_error_and_plastimatch_fills_the_same_voxels() =>
        ConformanceAsync("check_rtstruct", trip.StructureSet, trip.Source, "--plastimatch");

    [SharedFact(Needs = Series)]
    public Task SEG_and_RTSTRUCT_are_the_same_voxels() =>
        ConformanceAsync("compare_seg_rtstruct", trip.Segmentation, trip.StructureSet, trip.Source, "--min-dice", "0.999");

    private static DateTime Time(JsonNode? value) => value!.GetValue<DateTime>();

    private static string Seconds(DateTime from, DateTime to) => $"{(to - from).TotalSeconds:F1} s";

    private async Task ConformanceAsync(string check, params string[] arguments)
    {
        ProcessOutcome outcome = await ExternalProcess.RunAsync(SharedData.Require($"conformance/{check}"), arguments, TimeSpan.FromMinutes(5));
        output.WriteLine(outcome.Output);
        Assert.True(outcome.ExitCode == 0, $"{check} ended with code {outcome.ExitCode}:\n{outcome.Output}");
    }
}
