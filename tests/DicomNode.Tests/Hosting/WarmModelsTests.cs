using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using DicomNode.Cli;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using DicomNode.Testing;
using DicomNode.Tests.Cli;
using Xunit;

namespace DicomNode.DicomNode.Tests.Hosting;

/// <summary>Models are made ready at the start, beside receiving.</summary>
public sealed class WarmModelsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_node_that_is_ready_says_what_runs_each_model_and_why_nothing_before_it_does()
    {
        await using CollectingArchive archive = new();
        await using (RunningNode node = await RunningNode.StartAsync(_folder, archive.Port))
        {
            await node.ReadyAsync();
            string reason = await ReasonAsync(node);
            Assert.StartsWith("ct-tissue 1.0.0 on CPU (TensorRT: ", reason, StringComparison.Ordinal);
            Assert.Contains("CUDA: ", reason, StringComparison.Ordinal);

            JsonNode warm = (await node.Http.GetFromJsonAsync<JsonArray>("/api/v1/models"))!.Single(m => (string?)m!["id"] == "ct-tissue")!["warm"]!;
            Assert.Equal(("Warm", "CPU", 2), ((string?)warm["stage"], (string?)warm["provider"], warm["refused"]!.AsArray().Count));
        }

        CommandRun list = await CommandRun.OfAsync("models", "list", "--json", "--set", $"Data:Root={_folder.Combine("data")}");
        JsonNode listed = JsonNode.Parse(list.Output)!["models"]!.AsArray().Single(m => (string?)m!["id"] == "ct-tissue")!["warm"]!;
        Assert.Equal(("Warm", "CPU"), ((string?)listed["stage"], (string?)listed["provider"]));
        Assert.True((double?)listed["loadSeconds"] > 0);
        Assert.Contains("onnxruntime_providers", (string?)listed["refused"]![0]!["reason"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_model_is_loaded_the_node_receives_says_which_one_it_waits_for_and_then_why_it_cannot_run()
    {
        using TcpListener server = new(IPAddress.Loopback, 0); // takes connections and says nothing
        server.Start();
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, BehindServer(server));

        await Eventually.TrueAsync(async () => (await ReasonAsync(node)).StartsWith("ct-tissue 1.0.0 is being loaded for ", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        using (HttpResponseMessage ready = await node.Http.GetAsync("/health/ready"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        }

        Assert.Contains("0 of 1 ready; receiving goes on", await ReasonAsync(node), StringComparison.Ordinal);
        Assert.Equal(DimseStatus.Success, Assert.Single(await node.SendAsync([new MadeSeries { Slices = 1 }.Slice(0)])));

        server.Dispose();
        await Eventually.TrueAsync(async () => (await ReasonAsync(node)).StartsWith("ct-tissue 1.0.0 cannot run: No server runs tissue. ", StringComparison.Ordinal), TimeSpan.FromSeconds(30));

        MadeSeries series = new() { Slices = 20, Seed = 2 };
        await node.SendAsync(Enumerable.Range(0, series.Slices).Select(series.Slice));
        await Eventually.TrueAsync(async () => await JobAsync() is { } job && ((string?)job["reason"])?.StartsWith("No server runs tissue. ", StringComparison.Ordinal) == true, TimeSpan.FromSeconds(60));
        Assert.NotEqual("Failed", (string?)(await JobAsync())!["state"]); // the server may come back: it is tried again

        async Task<JsonNode?> JobAsync() => (await node.FindAsync(series.SeriesInstanceUid))?["jobs"]!.AsArray().FirstOrDefault();
    }

    [Fact]
    public async Task Without_Warm_the_node_is_ready_at_once_and_loads_when_a_series_wants_it()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.Inference.Warm = false);
        Assert.Equal("ct-tissue 1.0.0; loaded when a series wants them.", await ReasonAsync(node));
    }

    [Fact]
    public async Task Models_warm_says_what_it_found_and_fails_when_one_cannot_run()
    {
        string data = $"Data:Root={_folder.Combine("data")}";
        CommandRun good = await CommandRun.OfAsync("models", "warm", "ct-tissue", "--set", data);
        Assert.Equal(ExitCode.Done, good.ExitCode);
        Assert.Matches(@"^ct-tissue 1\.0\.0 on CPU \(.+\), loaded in [0-9.]+ s\.", good.Output);

        CommandRun bad = await CommandRun.OfAsync("models", "warm", "--json", "--set", data, "--set", "Inference:RequireGpu=true");
        Assert.Equal(ExitCode.Failed, bad.ExitCode);
        JsonNode state = Assert.Single(JsonNode.Parse(bad.Output)!.AsArray())!;
        Assert.Equal("Failed", (string?)state["stage"]);
        Assert.Contains("CPU: not allowed by Inference:RequireGpu", (string?)state["reason"], StringComparison.Ordinal);
        Assert.Contains("cannot run", (await CommandRun.OfAsync("models", "list", "--set", data)).Output, StringComparison.Ordinal);
    }

    private Action<NodeOptions> BehindServer(TcpListener server)
    {
        string models = _folder.Folder("models"), model = Directory.CreateDirectory(Path.Combine(models, "ct-tissue")).FullName;
        foreach (string file in Directory.GetFiles(Checkout.Find("config/models/ct-tissue")))
        {
            File.Copy(file, Path.Combine(model, Path.GetFileName(file)));
        }

        string manifest = Path.Combine(model, "model.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"inputTensor\":", "\"triton\": { \"model\": \"tissue\" }, \"inputTensor\":", StringComparison.Ordinal));
        return options =>
        {
            options.Models.Folder = models;
            options.Inference.Triton.Urls = [$"http://{server.LocalEndpoint}"];
            options.Inference.Triton.ConnectTimeout = TimeSpan.FromSeconds(60);
        };
    }

    private static async Task<string> ReasonAsync(RunningNode node)
    {
        using HttpResponseMessage answer = await node.Http.GetAsync("/health/ready");
        return (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["checks"]!["models"]!["reason"] ?? "";
    }
}
