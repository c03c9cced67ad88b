using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Onnx;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DicomNode.Segmentation.Tests.KServe;

/// <summary>
/// A server of the KServe v2 protocol over a real socket, with one model "made" that ONNX Runtime runs. It is written from the protocol's text and shares no code with the client.
/// </summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private const string HeaderLength = "Inference-Header-Content-Length";
    private readonly WebApplication _application;
    private readonly OnnxEngine _engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"], Threads = 1 });
    private readonly string _network;

    private ModelServer(string network)
    {
        _network = network;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        _application = builder.Build();
        _application.Use((context, next) =>
        {
            Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
            return next();
        });
        _application.MapGet("/v2/health/ready", () => IsReady ? Results.Ok() : Results.StatusCode(503));
        _application.MapGet("/v2/models/made/ready", () => IsReady ? Results.Ok() : Results.StatusCode(503));
        _application.MapGet("/v2/models/made", DescribeAsync);
        _application.MapPost("/v2/models/made/infer", context => (Instead ?? InferAsync)(context));
    }

    /// <summary>"POST /v2/models/made/infer", …</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public bool IsReady { get; set; } = true;

    /// <summary>What infer requests get instead of an answer.</summary>
    public RequestDelegate? Instead { get; set; }

    /// <summary>Changes what is told about the model.</summary>
    public Action<JsonObject>? Tell { get; set; }

    public string Url => _application.Urls.First();

    public int Inferences => Requests.Count(r => r.EndsWith("/infer", StringComparison.Ordinal));

    public static async Task<ModelServer> StartAsync(string network)
    {
        ModelServer server = new(network);
        await server._application.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _engine.Dispose();
    }

    /// <summary>Runs the network and answers in the protocol's form.</summary>
    public async Task InferAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        int header = int.Parse(context.Request.Headers[HeaderLength]!, CultureInfo.InvariantCulture);
        JsonNode request = JsonNode.Parse(Encoding.UTF8.GetString(body.GetBuffer(), 0, header))!;
        JsonNode input = request["inputs"]![0]!;
        string output = (string)request["outputs"]![0]!["name"]!;
        byte[] bytes = body.ToArray()[header..];
        if (bytes.Length != (int)input["parameters"]!["binary_data_size"]! || !(bool)request["outputs"]![0]!["parameters"]!["binary_data"]!)
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("""{ "error": "binary_data_size is not that of the body" }""");
            return;
        }

        bool isHalf = (string)input["datatype"]! == "FP16";
        float[] values = isHalf ? [.. MemoryMarshal.Cast<byte, Half>(bytes).ToArray().Select(h => (float)h)] : MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        using IInferenceSession session = await _engine.OpenAsync(new NetworkRequest(_network), context.RequestAborted);
        using InferenceOutput scores = await session.RunAsync((string)input["name"]!, values, [.. input["shape"]!.AsArray().Select(n => (int)n!)], output, context.RequestAborted);
        byte[] answer = isHalf
            ? MemoryMarshal.AsBytes<Half>(scores.Values.ToArray().Select(v => (Half)v).ToArray()).ToArray()
            : MemoryMarshal.AsBytes<float>(scores.Values.ToArray()).ToArray();
        await WriteAsync(context, Document(output, isHalf ? "FP16" : "FP32", scores.Shape, answer.Length), answer);
    }

    /// <summary>A header as it belongs before the bytes of one tensor.</summary>
    public static string Document(string output, string datatype, IEnumerable<int> shape, int bytes) => new JsonObject
    {
        ["model_name"] = "made",
        ["model_version"] = "1",
        ["outputs"] = new JsonArray(new JsonObject
        {
            ["name"] = output, ["datatype"] = datatype, ["shape"] = new JsonArray([.. shape.Select(n => JsonValue.Create(n))]), ["parameters"] = new JsonObject { ["binary_data_size"] = bytes },
        }),
    }.ToJsonString();

    public static async Task WriteAsync(HttpContext context, string document, byte[] tensors)
    {
        byte[] header = Encoding.UTF8.GetBytes(document);
        context.Response.ContentType = "application/octet-stream";
        context.Response.Headers[HeaderLength] = $"{header.Length}";
        await context.Response.Body.WriteAsync(header);
        await context.Response.Body.WriteAsync(tensors);
    }

    private async Task DescribeAsync(HttpContext context)
    {
        using IInferenceSession session = await _engine.OpenAsync(new NetworkRequest(_network), context.RequestAborted);
        JsonObject told = new() { ["name"] = "made", ["versions"] = new JsonArray("1"), ["platform"] = "onnxruntime_onnx", ["inputs"] = Tensors(session.Inputs), ["outputs"] = Tensors(session.Outputs) };
        Tell?.Invoke(told);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(told.ToJsonString());
    }

    private static JsonArray Tensors(IReadOnlyList<TensorFacts> tensors) => new([.. tensors.Select(t => new JsonObject
    {
        ["name"] = t.Name, ["datatype"] = t.ElementType == "float16" ? "FP16" : "FP32", ["shape"] = new JsonArray([.. t.Shape.Select(n => JsonValue.Create(n))]),
    })]);
}
