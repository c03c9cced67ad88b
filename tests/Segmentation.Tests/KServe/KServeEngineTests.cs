using System.Net;
using System.Net.Sockets;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.KServe;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Tests.Inference;
using DicomNode.Segmentation.Tests.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace DicomNode.Segmentation.Tests.KServe;

public class KServeEngineTests
{
    private static readonly float[] s_windows = [1, 2, 3, 4];

    [Fact]
    public async Task A_model_behind_a_server_gives_the_labels_that_its_network_gives_here()
    {
        string network = TinyNetwork.WriteConvolutions("served", layers: 3);
        await using ModelServer server = await ModelServer.StartAsync(network);
        using TempFolder here = new(), there = new();
        const string window = """{ "mode": "sliding", "size": [12, 10, 11], "overlap": 0.5 }""";
        ModelFolder local = MadeModel.Write(here, window: window, network: network);
        ModelFolder remote = Behind(there, MadeModel.Write(there, window: window, network: network));
        File.Delete(remote.NetworkFile); // the server has it
        Random random = new(3);
        VolumeShape shape = new(19, 23, 21);
        float[] values = [.. Enumerable.Range(0, shape.Length).Select(_ => (float)random.NextDouble() - 0.5f)];
        Volume<float> volume = new(values, shape, new Geometry(default, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)));
        using InferenceEngine engine = new(new InferenceOptions { Providers = ["CPU"], Triton = new() { Urls = [server.Url] } }, engineFolder: null);
        SegmentationPipeline pipeline = new(engine, TimeProvider.System);

        SegmentationResult ours = await pipeline.RunAsync(local, [volume], null, CancellationToken.None);
        Assert.Empty(server.Requests);
        SegmentationResult theirs = await pipeline.RunAsync(ModelFolder.Load(remote.Path), [volume], null, CancellationToken.None);

        Assert.Equal(ours.Labels.Values.ToArray(), theirs.Labels.Values.ToArray());
        Assert.Equal([0, 1], ours.Labels.Values.ToArray().Distinct().Order().Select(l => (int)l));
        Assert.Equal(server.Url + "/", theirs.Provider);
        Assert.True(server.Inferences > 1);
    }

    [Fact]
    public async Task Half_precision_and_batches_go_over_the_wire()
    {
        await using ModelServer server = await ModelServer.StartAsync(TinyNetwork.WriteHalf("served-half"));
        using KServeEngine engine = new(Options(server.Url));
        using IInferenceSession session = await OpenAsync(engine);
        using InferenceOutput output = await session.RunAsync("x", new float[] { 1, 0.1f, 3, 4 }, [2, 1, 1, 1, 2], "y", CancellationToken.None);
        Assert.Equal([2, 1, 1, 1, 2], output.Shape);
        Assert.Equal([-1, -(float)(Half)0.1f, -3, -4], output.Values.ToArray());
    }

    [Fact]
    public async Task A_model_that_is_not_what_the_manifest_says_is_refused_with_what_it_is()
    {
        await using ModelServer server = await ModelServer.StartAsync(TinyNetwork.Write("served-other"));
        server.Tell = told =>
        {
            told["inputs"]![0]!["shape"] = new System.Text.Json.Nodes.JsonArray(-1, 4, 8, 8, 8);
            told["outputs"]![0]!["name"] = "logits";
        };
        using KServeEngine engine = new(Options(server.Url));
        InferenceException e = await Assert.ThrowsAsync<InferenceException>(() => OpenAsync(engine, [1, 1, 8, 8, 8]));
        Assert.Contains("window.size: The network takes x float32[?, 4, 8, 8, 8] and would be fed [1, 1, 8, 8, 8].", e.Message, StringComparison.Ordinal);
        Assert.Contains("The network has no \"y\"; it has logits float32", e.Message, StringComparison.Ordinal);
        Assert.False(e.IsTransient);
    }

    [Fact]
    public async Task A_dead_first_server_is_passed_over_and_the_report_says_why()
    {
        await using ModelServer server = await ModelServer.StartAsync(TinyNetwork.Write("served-second"));
        string dead = DeadUrl();
        using KServeEngine engine = new(Options(dead, server.Url));
        using IInferenceSession session = await OpenAsync(engine);
        using InferenceOutput output = await RunAsync(session);
        Assert.Equal(s_windows.Select(v => -v), output.Values.ToArray());
        Assert.Equal(server.Url + "/", session.Providers.InUse);
        ProviderFailure refused = Assert.Single(session.Providers.Refused);
        Assert.Equal(dead + "/", refused.Provider);
        Assert.Contains("cannot be reached", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(["cannot be reached", ""], (await engine.HealthAsync(CancellationToken.None)).Select(h => h.Problem?[3..20] ?? ""));
    }

    [Fact]
    public async Task Without_any_server_the_failure_names_all_and_may_pass()
    {
        using KServeEngine engine = new(Options(DeadUrl(), DeadUrl()));
        InferenceException e = await Assert.ThrowsAsync<InferenceException>(() => OpenAsync(engine));
        Assert.True(e.IsTransient);
        Assert.Equal(3, e.Message.Split("http://").Length);
    }

    [Fact]
    public async Task A_run_that_a_server_refuses_to_begin_goes_to_the_next()
    {
        string network = TinyNetwork.Write("served-busy");
        await using ModelServer busy = await ModelServer.StartAsync(network), free = await ModelServer.StartAsync(network);
        busy.Instead = context => AnswerAsync(context, 503, "the queue is full");
        using KServeEngine engine = new(Options(busy.Url, free.Url));
        using IInferenceSession session = await OpenAsync(engine);
        for (int run = 0; run < 2; run++)
        {
            using InferenceOutput output = await RunAsync(session);
            Assert.Equal(s_windows.Select(v => -v), output.Values.ToArray());
        }

        Assert.Equal((1, 2), (busy.Inferences, free.Inferences)); // it stays with the one that answers
        Assert.Contains("It answers 503: the queue is full", session.Providers.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_too_slow_is_not_answered_with_the_same_work_for_another()
    {
        string network = TinyNetwork.Write("served-slow");
        await using ModelServer slow = await ModelServer.StartAsync(network), other = await ModelServer.StartAsync(network);
        slow.Instead = async context => await Task.Delay(Timeout.Infinite, context.RequestAborted);
        TritonOptions options = Options(slow.Url, other.Url);
        options.RequestTimeout = TimeSpan.FromMilliseconds(300);
        using KServeEngine engine = new(options);
        using IInferenceSession session = await OpenAsync(engine);
        InferenceException e = await Assert.ThrowsAsync<InferenceException>(() => RunAsync(session));
        Assert.True(e.IsTransient);
        Assert.Contains("did not answer within 0.3 s (Inference:Triton:RequestTimeout)", e.Message, StringComparison.Ordinal);
        Assert.Equal((1, 0), (slow.Inferences, other.Inferences));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_is_cut_off_is_no_result(bool announced)
    {
        await using ModelServer server = await ModelServer.StartAsync(TinyNetwork.Write("served-cut"));
        server.Instead = async context =>
        {
            string document = ModelServer.Document("y", "FP32", [1, 1, 1, 1, 4], 16);
            context.Response.ContentLength = announced ? document.Length + 16 : null;
            await ModelServer.WriteAsync(context, document, new byte[7]);
            await context.Response.Body.FlushAsync();
            if (announced)
            {
                context.Abort();
            }
        };
        using KServeEngine engine = new(Options(server.Url));
        using IInferenceSession session = await OpenAsync(engine);
        InferenceException e = await Assert.ThrowsAsync<InferenceException>(() => RunAsync(session));
        Assert.True(e.IsTransient, e.Message);
        Assert.Equal(1, server.Inferences);
    }

    [Theory]
    [InlineData("y", "FP32", new[] { 1, 1, 1, 1, 4 }, 15, "in 15 bytes")]
    [InlineData("y", "FP32", new[] { 1, 1, 1, -1, 4 }, 16, "came as [1, 1, 1, -1, 4]")]
    [InlineData("y", "FP32", new[] { 2000000000, 2000000000, 2000000000, 2000000000 }, 16, "came as [2000000000")]
    [InlineData("y", "BYTES", new[] { 4 }, 16, "came as BYTES")]
    [InlineData("z", "FP32", new[] { 1, 1, 1, 1, 4 }, 16, "y is not in it")]
    public async Task An_answer_that_contradicts_itself_fails_before_memory_is_taken_for_it(string name, string datatype, int[] shape, int bytes, string says)
    {
        await using ModelServer server = await ModelServer.StartAsync(TinyNetwork.Write("served-wrong"));
        server.Instead = context => ModelServer.WriteAsync(context, ModelServer.Document(name, datatype, shape, bytes), new byte[16]);
        using KServeEngine engine = new(Options(server.Url));
        using IInferenceSession session = await OpenAsync(engine);
        InferenceException e = await Assert.ThrowsAsync<InferenceException>(() => RunAsync(session));
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.False(e.IsTransient);
    }

    [Fact]
    public async Task A_server_without_binary_tensors_is_told_apart()
    {
        await using ModelServer server = await ModelServer.StartAsync(TinyNetwork.Write("served-json"));
        server.Instead = context => context.Response.WriteAsync("""{ "outputs": [ { "name": "y", "datatype": "FP32", "shape": [1], "data": [1.0] } ] }""");
        using KServeEngine engine = new(Options(server.Url));
        using IInferenceSession session = await OpenAsync(engine);
        InferenceException e = await Assert.ThrowsAsync<InferenceException>(() => RunAsync(session));
        Assert.Contains("does not speak the binary tensor data extension", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_memory_for_the_batch_gets_smaller_ones()
    {
        await using ModelServer server = await ModelServer.StartAsync(TinyNetwork.Write("served-memory"));
        List<long?> sizes = [];
        server.Instead = context =>
        {
            sizes.Add(context.Request.ContentLength);
            return sizes.Count < 3 ? AnswerAsync(context, 500, "onnx runtime error 6: Failed to allocate memory for requested buffer") : server.InferAsync(context);
        };
        using KServeEngine engine = new(Options(server.Url));
        using IInferenceSession session = await OpenAsync(engine);
        using InferenceOutput output = await session.RunAsync("x", s_windows, [4, 1, 1, 1, 1], "y", CancellationToken.None);
        Assert.Equal(s_windows.Select(v => -v), output.Values.ToArray());
        Assert.Equal(6, sizes.Count); // 4, 2, and then four times 1
    }

    [Fact]
    public async Task A_run_that_is_cancelled_ends_at_once()
    {
        await using ModelServer server = await ModelServer.StartAsync(TinyNetwork.Write("served-cancelled"));
        TaskCompletionSource arrived = new(), gone = new();
        server.Instead = async context =>
        {
            using CancellationTokenRegistration left = context.RequestAborted.Register(gone.SetResult);
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        using KServeEngine engine = new(Options(server.Url));
        using IInferenceSession session = await OpenAsync(engine);
        using CancellationTokenSource stop = new();
        Task<InferenceOutput> run = session.RunAsync("x", s_windows, [1, 1, 1, 1, 4], "y", stop.Token);
        await arrived.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30)); // and the server sees that nobody waits
    }

    [Fact]
    public async Task Voxels_go_to_servers_of_the_configuration_only()
    {
        await using ModelServer server = await ModelServer.StartAsync(TinyNetwork.Write("served-elsewhere"));
        using KServeEngine engine = new(Options("http://192.0.2.1:8000"));
        NetworkRequest request = new("absent.onnx") { InputTensor = "x", Remote = new("made", null, server.Url) };
        InferenceException e = await Assert.ThrowsAsync<InferenceException>(() => engine.OpenAsync(request, CancellationToken.None));
        Assert.Contains("is not among Inference:Triton:Urls", e.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    private static TritonOptions Options(params string[] urls) => new() { Urls = urls };

    private static Task<IInferenceSession> OpenAsync(KServeEngine engine, int[]? inputShape = null) => engine.OpenAsync(
        new NetworkRequest("absent.onnx") { InputTensor = "x", OutputTensor = "y", InputShape = inputShape, Remote = new("made", null, null) }, CancellationToken.None);

    private static Task<InferenceOutput> RunAsync(IInferenceSession session) => session.RunAsync("x", s_windows, [1, 1, 1, 1, 4], "y", CancellationToken.None);

    private static Task AnswerAsync(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error });
    }

    private static ModelFolder Behind(TempFolder folder, ModelFolder model)
    {
        string file = folder.Combine(ModelFolder.ManifestName);
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"inputTensor\":", "\"triton\": { \"model\": \"made\" }, \"inputTensor\":", StringComparison.Ordinal));
        return model;
    }

    // a port that nobody listens on
    private static string DeadUrl()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
