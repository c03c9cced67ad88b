using System.Text;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Graph;
using DicomNode.Segmentation.Inference.Onnx;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Inference;

public sealed class CpuGraphTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly OnnxEngine _engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] });

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_second_file_gives_the_scores_of_the_network_at_any_size_and_runs_in_its_place_on_the_CPU()
    {
        string file = Network("upsampling");
        float[] window = Window(4 * 6 * 5);
        float[] expected = await RunAsync(file, window, [1, 1, 4, 6, 5]);

        CpuGraphResult made = await CpuGraph.BuildAsync(Request(file), _engine, CancellationToken.None);

        Assert.Equal((CpuGraph.FileOf(file), 2), (made.File, made.Replaced));
        Assert.InRange(made.Difference!.Value, 0, 1e-5);
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(made.File!));
        Assert.Contains("LeakyRelu", text, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(text, "ConvTranspose")); // the one that is fast already
        Assert.EndsWith("nobody knows", text, StringComparison.Ordinal);

        using OnnxEngine fresh = OnnxEngine.Load(new InferenceOptions());
        using IInferenceSession session = await fresh.OpenAsync(new NetworkRequest(file), CancellationToken.None);
        Assert.Contains("upsampling.cpu.onnx, 2 nodes replaced", session.Providers.ToString(), StringComparison.Ordinal);
        using InferenceOutput output = await session.RunAsync("x", window, [1, 1, 4, 6, 5], "y", CancellationToken.None); // another size than it was compared with
        Assert.Equal([1, 2, 16, 24, 20], output.Shape);
        Assert.All(expected.Zip(output.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        using InferenceOutput batch = await session.RunAsync("x", Window(2 * 27), [2, 1, 3, 3, 3], "y", CancellationToken.None);
        Assert.Equal([2, 2, 12, 12, 12], batch.Shape);
    }

    [Fact]
    public async Task A_second_file_whose_scores_differ_is_not_kept()
    {
        string file = Network("differs");
        CpuGraphResult made = await CpuGraph.BuildAsync(Request(file), _engine, tolerance: -1, CancellationToken.None);
        Assert.Null(made.File);
        Assert.Contains("differ by", made.Reason, StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_transposed_convolution_of_another_kind_stays()
    {
        string file = _folder.Combine("other.onnx");
        File.Copy(TinyNetwork.WriteUpsampling("other-padding", pad: 0), file);
        CpuGraphResult made = await CpuGraph.BuildAsync(Request(file), _engine, CancellationToken.None);
        Assert.Equal(1, made.Replaced); // the PRelu
    }

    [Fact]
    public async Task A_network_without_such_nodes_has_no_second_file()
    {
        string file = _folder.Combine("plain.onnx");
        File.Copy(TinyNetwork.WriteConvolutions("cpu-plain", layers: 2), file);
        CpuGraphResult made = await CpuGraph.BuildAsync(Request(file), _engine, CancellationToken.None);
        Assert.Null(made.File);
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("network")]
    [InlineData("second file")]
    [InlineData("note")]
    public async Task When_one_of_them_has_changed_the_network_runs_and_the_report_says_why(string changed)
    {
        string file = Network("changed");
        CpuGraphResult made = await CpuGraph.BuildAsync(Request(file), _engine, CancellationToken.None);
        string touched = changed switch { "network" => file, "note" => made.File + ".json", _ => made.File! };
        File.AppendAllText(touched, "\u0A00"); // still a field that nobody knows, for a network

        (string run, string? note) = CpuGraph.Choose(file, sha256: null);

        Assert.Equal(file, run);
        Assert.Contains("changed.cpu.onnx is not used", note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x3A, 0x7F, 0x00 })]
    [InlineData(new byte[] { 0x3B })]
    [InlineData(new byte[] { })]
    public async Task What_is_no_network_is_refused(byte[] bytes)
    {
        string file = _folder.Combine("broken.onnx");
        File.WriteAllBytes(file, bytes);
        InferenceException e = await Assert.ThrowsAsync<InferenceException>(() => CpuGraph.RewriteAsync(file, file + ".out", CancellationToken.None));
        Assert.Contains("cannot be read as an ONNX file", e.Message, StringComparison.Ordinal);
    }

    [SharedTheory(Needs = "golden/monai-spleen-ct-abdomen")]
    [InlineData("monai-spleen-ct-abdomen", 96)]
    [InlineData("monai-wholebody-ct-abdomen", 96)]
    public async Task Networks_as_MONAI_exports_them_keep_their_scores(string golden, int size)
    {
        string file = _folder.Combine("model.onnx");
        File.Copy(SharedData.Require($"golden/{golden}/bundle/models/model.onnx"), file);
        using IInferenceSession session = await _engine.OpenAsync(new NetworkRequest(file), CancellationToken.None);
        TensorFacts input = session.Inputs[0];
        NetworkRequest request = new(file) { InputTensor = input.Name, OutputTensor = session.Outputs[0].Name, InputShape = [1, (int)Math.Max(1, input.Shape[1]), size, size, size] };
        CpuGraphResult made = await CpuGraph.BuildAsync(request, _engine, CancellationToken.None);
        Assert.True(made is { File: not null, Replaced: > 0, Difference: < 1e-5 }, made.ToString());
    }

    private string Network(string name)
    {
        string file = _folder.Combine($"{name}.onnx");
        File.Copy(TinyNetwork.WriteUpsampling($"cpu-{name}"), file);
        return file;
    }

    private static NetworkRequest Request(string file) => new(file) { InputTensor = "x", OutputTensor = "y", InputShape = [4, 1, 5, 4, 3] };

    private static float[] Window(int length) => [.. Enumerable.Range(0, length).Select(i => MathF.Sin(i * 0.7f))];

    private async Task<float[]> RunAsync(string file, float[] window, int[] shape)
    {
        using IInferenceSession session = await _engine.OpenAsync(new NetworkRequest(file), CancellationToken.None);
        using InferenceOutput output = await session.RunAsync("x", window, shape, "y", CancellationToken.None);
        return output.Values.ToArray();
    }
}
