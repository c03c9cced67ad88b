using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Network;

/// <summary>The running node as others see it who search in it and ask it for storage commitment: DCMTK's findscu, and Orthanc.</summary>
public sealed class NodeAsArchiveTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private OrthancPeer? _orthanc;
    private NodeProcess? _node;

    public async Task InitializeAsync()
    {
        int port = FreePort.Next();
        _orthanc = await OrthancPeer.StartAsync(new() { Modalities = [new("dicomnode", NodeProcess.AeTitle, "127.0.0.1", port)] });
        _node = await NodeProcess.StartAsync(
            port, [new NodePeer("orthanc", _orthanc.AeTitle, _orthanc.DicomEndPoint.Port), new NodePeer("tester", "TESTER", FreePort.Next())], model: null);
        for (int i = 0; i < 3; i++)
        {
            TestInstances.Write(_folder.Combine($"{i}.dcm"), 100 + i, TransferSyntax.ExplicitVrLittleEndian);
        }

        await Dcmtk.RequireAsync("dcmsend", ["-aet", "TESTER", "-aec", NodeProcess.AeTitle, "127.0.0.1", $"{port}", "+sd", _folder.Path]);
        await Eventually.TrueAsync(
            async () => (int?)(await _node.FindAsync("api/v1/series/2.25.2"))?["instances"] == 3, TimeSpan.FromSeconds(30), () => _node.Log);
    }

    public async Task DisposeAsync()
    {
        if (_node is not null) { await _node.DisposeAsync(); }
        if (_orthanc is not null) { await _orthanc.DisposeAsync(); }
        _folder.Dispose();
    }

    [Fact]
    public async Task Findscu_finds_study_series_and_images()
    {
        string study = await FindscuAsync("STUDY", "-k", "PatientID=TE*", "-k", "StudyInstanceUID", "-k", "NumberOfStudyRelatedInstances");
        Assert.Contains("[2.25.1]", study, StringComparison.Ordinal);
        Assert.Contains("NumberOfStudyRelatedInstances", study, StringComparison.Ordinal);
        Assert.Contains("[2.25.2]", await FindscuAsync("SERIES", "-k", "StudyInstanceUID=2.25.1", "-k", "SeriesInstanceUID", "-k", "Modality=CT"), StringComparison.Ordinal);
        string images = await FindscuAsync("IMAGE", "-k", "StudyInstanceUID=2.25.1", "-k", "SeriesInstanceUID=2.25.2", "-k", "SOPInstanceUID");
        Assert.All(Enumerable.Range(100, 3), i => Assert.Contains($"2.25.1000{i}", images, StringComparison.Ordinal));
        Assert.DoesNotContain("2.25.2", await FindscuAsync("SERIES", "-k", "SeriesInstanceUID", "-k", "Modality=MR"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findscu_may_cancel() =>
        Assert.Contains("Cancel", await FindscuAsync("IMAGE", "-k", "StudyInstanceUID=2.25.1", "-k", "SOPInstanceUID", "--cancel", "1"), StringComparison.Ordinal);

    [Fact]
    public async Task Orthanc_finds_the_study_and_gets_a_commitment_for_what_is_here_and_none_for_what_is_not()
    {
        JsonNode query = await PostAsync("modalities/dicomnode/query", new JsonObject { ["Level"] = "Study", ["Query"] = new JsonObject { ["PatientID"] = "TEST", ["StudyDescription"] = "" } });
        JsonArray answers = (await _orthanc!.GetAsync($"queries/{query["ID"]}/answers?expand&simplify")).AsArray();
        Assert.Equal("2.25.1", (string?)Assert.Single(answers)!["StudyInstanceUID"]);

        JsonNode good = await CommitAsync("2.25.1000100", "2.25.1000101", "2.25.1000102");
        Assert.Equal(("Success", 3, 0), ((string?)good["Status"], good["Success"]!.AsArray().Count, good["Failures"]!.AsArray().Count));
        JsonNode bad = await CommitAsync("2.25.1000100", "2.25.77");
        Assert.Equal(("Failure", 1), ((string?)bad["Status"], bad["Success"]!.AsArray().Count));
        Assert.Equal(("2.25.77", 0x0112), ((string?)Assert.Single(bad["Failures"]!.AsArray())!["SOPInstanceUID"], (int?)bad["Failures"]![0]!["FailureReason"]));
    }

    private async Task<JsonNode> CommitAsync(params string[] instances)
    {
        JsonArray references = [.. instances.Select(uid => new JsonObject { ["SOPClassUID"] = Uids.CtImageStorage, ["SOPInstanceUID"] = uid })];
        JsonNode asked = await PostAsync("modalities/dicomnode/storage-commitment", new JsonObject { ["DicomInstances"] = references });
        JsonNode report = asked;
        await Eventually.TrueAsync(
            async () => (string?)(report = await _orthanc!.GetAsync($"storage-commitment/{asked["ID"]}"))["Status"] != "Pending", TimeSpan.FromSeconds(60), () => $"{report}\n{_node!.Log}");
        return report;
    }

    private async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using HttpResponseMessage answer = await _orthanc!.Http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, $"{await answer.Content.ReadAsStringAsync()}\n{_node!.Log}\n{_orthanc.Log}");
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private Task<string> FindscuAsync(string level, params string[] arguments) => Dcmtk.RequireAsync(
        "findscu", ["-v", "-S", "-aet", "TESTER", "-aec", NodeProcess.AeTitle, "-k", $"QueryRetrieveLevel={level}", .. arguments, "127.0.0.1", $"{_node!.DicomEndPoint.Port}"]);
}
