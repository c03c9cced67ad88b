using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Onnx;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Inference;

public class OnnxEngineTests
{
    [Fact]
    public void A_configured_library_that_does_not_exist_is_named()
    {
        InferenceException e = Assert.Throws<InferenceException>(() => OnnxEngine.Load(new InferenceOptions { Library = "/nowhere/libonnxruntime.so" }));
        Assert.Contains("Inference:Library names /nowhere/libonnxruntime.so", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_a_library_but_not_ONNX_Runtime_is_refused()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "not-a-library.so");
        File.WriteAllText(file, "no ELF");
        InferenceException e = Assert.Throws<InferenceException>(() => OnnxEngine.Load(new InferenceOptions { Library = file }));
        Assert.Contains("cannot be loaded", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_provider_is_answered_with_the_known_ones()
    {
        InferenceException e = Assert.Throws<InferenceException>(() => OnnxEngine.Load(new InferenceOptions { Providers = ["GPU"] }));
        Assert.Contains("\"GPU\"; allowed: TensorRT, CUDA, CPU", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_library_keeps_no_record_of_its_use_for_its_maker()
    {
        using var engine = OnnxEngine.Load(new InferenceOptions()); // its environment is what starts the telemetry
        string[] open = [.. Directory.GetFiles("/proc/self/fd").Select(TargetOf)];
        Assert.NotEmpty(open);
        Assert.DoesNotContain(open, f => f.Contains("onnxruntime.db", StringComparison.Ordinal) || f.Contains("mat-debug", StringComparison.Ordinal));
    }

    // other tests open and close files meanwhile
    private static string TargetOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName ?? "";
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }

    [Fact]
    public async Task A_broken_network_file_is_named_and_no_further_provider_is_tried()
    {
        using var engine = OnnxEngine.Load(new InferenceOptions());
        string file = Path.Combine(AppContext.BaseDirectory, "broken.onnx");
        File.WriteAllText(file, "this is no network");
        InferenceException e = await Assert.ThrowsAsync<InferenceException>(() => OpenAsync(engine, file));
        Assert.Contains("broken.onnx is not a network", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_GPU_the_CPU_runs_and_the_report_says_why_the_others_do_not()
    {
        using TempFolder engines = new();
        using var engine = OnnxEngine.Load(new InferenceOptions { Providers = ["TensorRT", "CUDA", "CPU"] }, engines.Path);
        using IInferenceSession session = await OpenAsync(engine, TinyNetwork.Write("report"));
        using InferenceOutput output = await session.RunAsync("x", new float[] { 1, 2, 3 }, [1, 1, 1, 1, 3], "y", CancellationToken.None);
        Assert.Equal([-1, -2, -3], output.Values.ToArray());
        Assert.All(session.Providers.Refused, r => Assert.NotEmpty(r.Reason));
        Assert.DoesNotContain(session.Providers.Refused, r => r.Reason.Contains('\n', StringComparison.Ordinal) || r.Reason.Contains("provider_bridge_ort.cc", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(engines.Path)); // no engine, no folder
        Assert.Equal(["TensorRT", "CUDA", "CPU"], [.. session.Providers.Refused.Select(r => r.Provider), session.Providers.InUse]);
    }

    [Fact]
    public async Task With_RequireGpu_the_CPU_is_not_an_answer()
    {
        using var engine = OnnxEngine.Load(new InferenceOptions { RequireGpu = true });
        InferenceException e = await Assert.ThrowsAsync<InferenceException>(() => OpenAsync(engine, TinyNetwork.Write("gpu")));
        Assert.Contains("CUDA: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_shape_fails_with_the_runtimes_own_words_and_the_session_lives_on()
    {
        using var engine = OnnxEngine.Load(new InferenceOptions());
        using IInferenceSession session = await OpenAsync(engine, TinyNetwork.Write("shape"));
        InferenceException e = await Assert.ThrowsAsync<InferenceException>(() => session.RunAsync("x", new float[3], [3], "y", CancellationToken.None));
        Assert.Equal("CPU", e.Provider);
        using InferenceOutput output = await session.RunAsync("x", new float[3], [1, 1, 1, 1, 3], "y", CancellationToken.None);
        Assert.Equal(3, output.Values.Length);
    }

    [Fact]
    public async Task The_signature_names_tensors_shapes_and_types_and_a_file_is_loaded_once()
    {
        using var engine = OnnxEngine.Load(new InferenceOptions());
        string file = TinyNetwork.Write("signature");
        using IInferenceSession session = await OpenAsync(engine, file);
        Assert.Equal("x float32[?, 1, ?, ?, ?]", Assert.Single(session.Inputs).ToString());
        Assert.Equal("y", Assert.Single(session.Outputs).Name);
        using IInferenceSession again = await OpenAsync(engine, file);
        Assert.Equal(session.Inputs, again.Inputs); // the same list
    }

    [Fact]
    public async Task A_network_of_half_precision_is_fed_and_read_as_floats()
    {
        using var engine = OnnxEngine.Load(new InferenceOptions());
        using IInferenceSession session = await OpenAsync(engine, TinyNetwork.WriteHalf("half"));
        using InferenceOutput output = await session.RunAsync("x", new float[] { 1, 0.1f, -70000 }, [1, 1, 1, 1, 3], "y", CancellationToken.None);
        Assert.Equal("float16", session.Inputs[0].ElementType);
        Assert.Equal([-1, -(float)(Half)0.1f, float.PositiveInfinity], output.Values.ToArray());
    }

    // the way of GPU providers, with memory that is there without one
    [Fact]
    public async Task Outputs_that_are_bound_to_memory_are_those_of_a_plain_run()
    {
        using var engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] }, null, outputs: "Cpu");
        using IInferenceSession session = await OpenAsync(engine, TinyNetwork.WriteSign("bound"));
        using InferenceOutput first = await session.RunAsync("x", new float[] { 1, 2 }, [1, 1, 1, 1, 2], "y", CancellationToken.None);
        using InferenceOutput second = await session.RunAsync("x", new float[] { 3, 4, 5 }, [1, 1, 1, 1, 3], "y", CancellationToken.None);
        Assert.Equal([-1, -2, 1, 2], first.Values.ToArray());
        Assert.Equal([-3, -4, -5, 3, 4, 5], second.Values.ToArray());
        using IInferenceSession half = await OpenAsync(engine, TinyNetwork.WriteHalf("bound-half"));
        using InferenceOutput third = await half.RunAsync("x", new float[] { 1 }, [1, 1, 1, 1, 1], "y", CancellationToken.None);
        Assert.Equal([-1], third.Values.ToArray());
    }

    [Fact]
    public async Task Memory_that_the_library_does_not_have_is_done_without()
    {
        using var engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] }, null, outputs: "CudaPinned");
        using IInferenceSession session = await OpenAsync(engine, TinyNetwork.Write("unbound"));
        using InferenceOutput output = await session.RunAsync("x", new float[] { 1 }, [1, 1, 1, 1, 1], "y", CancellationToken.None);
        Assert.Equal([-1], output.Values.ToArray());
    }

    [Fact]
    public async Task A_batch_is_one_run()
    {
        using var engine = OnnxEngine.Load(new InferenceOptions());
        using IInferenceSession session = await OpenAsync(engine, TinyNetwork.WriteSign("batch"));
        using InferenceOutput output = await session.RunAsync("x", new float[] { 1, 2, 3, 4 }, [2, 1, 1, 1, 2], "y", CancellationToken.None);
        Assert.Equal([2, 2, 1, 1, 2], output.Shape);
        Assert.Equal([-1, -2, 1, 2, -3, -4, 3, 4], output.Values.ToArray());
    }

    [Fact]
    public async Task The_runtimes_words_for_a_lack_of_memory_are_understood()
    {
        using var engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] });
        using IInferenceSession session = await OpenAsync(engine, TinyNetwork.WriteHuge("huge"));
        InferenceException e = await Assert.ThrowsAsync<InferenceException>(() => session.RunAsync("x", new float[1], [1, 1, 1, 1, 1], "y", CancellationToken.None));
        Assert.StartsWith("No provider runs ", e.Message, StringComparison.Ordinal); // the only one has been left
        Assert.Contains("CPU: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_ends()
    {
        using var engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] });
        using IInferenceSession session = await OpenAsync(engine, TinyNetwork.WriteConvolutions("long", layers: 60, channels: 16));
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(150)); // the run would take many seconds, and would then succeed
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.RunAsync("x", new float[96 * 96 * 96], [1, 1, 96, 96, 96], "y", stop.Token));
    }

    private static Task<IInferenceSession> OpenAsync(OnnxEngine engine, string file) => engine.OpenAsync(new NetworkRequest(file), CancellationToken.None);
}
