using System.Text.Json;
using System.Text.Json.Nodes;
using DicomNode.Cli;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Network;

/// <summary>The doctor's questions to archives that others wrote.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task Orthanc_takes_everything_that_is_asked_and_commits_to_the_test_object()
    {
        int port = FreePort.Next();
        await using OrthancPeer orthanc = await OrthancPeer.StartAsync(new() { Modalities = [new("node", "DICOMNODE", "127.0.0.1", port)] });
        JsonNode diagnosis = await ExamineAsync(orthanc.AeTitle, orthanc.DicomEndPoint.Port, port, "--store");
        Assert.All(
            ["connection", "association", "echo", "object SEG", "object RTSTRUCT", "object SR", "object SC", "store", "query", "commitment", "own side"],
            step => Assert.True(Outcome(diagnosis, step) == "Passed", $"{diagnosis}\n{orthanc.Log}"));
        Assert.Contains("commits to the test object", Text(diagnosis, "commitment"), StringComparison.Ordinal);
        Assert.Single((await orthanc.GetAsync("instances")).AsArray());
    }

    [Fact]
    public async Task Orthanc_is_told_apart_from_its_web_server()
    {
        await using OrthancPeer orthanc = await OrthancPeer.StartAsync();
        JsonNode diagnosis = await ExamineAsync(orthanc.AeTitle, orthanc.HttpPort, FreePort.Next());
        Assert.Contains("A web server answers there", Text(diagnosis, "association"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_refuses_everybody_is_told_of_with_what_to_enter_there()
    {
        int there = FreePort.Next();
        using TempFolder folder = new();
        await using ExternalProcess storescp = ExternalProcess.Start("storescp", ["--refuse", "-od", folder.Path, $"{there}"]);
        JsonNode diagnosis = new JsonObject();
        await Eventually.TrueAsync(async () => Outcome(diagnosis = await ExamineAsync("STORESCP", there, FreePort.Next()), "connection") == "Passed", TimeSpan.FromSeconds(20));
        Assert.Contains("rejects us and does not say why", Text(diagnosis, "association"), StringComparison.Ordinal);
    }

    private static async Task<JsonNode> ExamineAsync(string aeTitle, int there, int here, params string[] further)
    {
        using TempFolder folder = new();
        string configuration = folder.Combine("dicomnode.json");
        await File.WriteAllTextAsync(configuration, JsonSerializer.Serialize(new
        {
            Listener = new { Port = here },
            Peers = new[] { new { Name = "pacs", AeTitle = aeTitle, Host = "127.0.0.1", Port = there, Query = true, Proof = "Commitment" } },
            Routes = new[] { new { Model = "ct-tissue", Outputs = new[] { "SEG", "RTSTRUCT", "SR", "SC" }, SendTo = new[] { "pacs" } } },
        }));
        using StringWriter output = new(), error = new();
        await CommandLine.RunAsync(["doctor", "pacs", "--json", "--config", configuration, .. further], output, error);
        return JsonNode.Parse(output.ToString())?[0] ?? throw new JsonException(error.ToString());
    }

    private static JsonNode? Step(JsonNode diagnosis, string name) => diagnosis["steps"]!.AsArray().FirstOrDefault(s => (string?)s!["name"] == name);

    private static string? Outcome(JsonNode diagnosis, string name) => (string?)Step(diagnosis, name)?["outcome"];

    private static string Text(JsonNode diagnosis, string name) => (string?)Step(diagnosis, name)?["text"] ?? "";
}
