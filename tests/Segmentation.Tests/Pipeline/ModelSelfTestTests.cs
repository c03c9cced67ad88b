using System.Text.Json;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Onnx;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Tests.Inference;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Pipeline;

public class ModelSelfTestTests
{
    [SharedFact(Needs = "models/brain-gwm")]
    public async Task The_brain_model_gives_its_golden_labels()
    {
        var model = ModelFolder.Load(SharedData.Require("models/brain-gwm"));
        using var engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] });
        SelfTestResult? result = await ModelSelfTest.RunAsync(model, engine, CancellationToken.None);
        Assert.NotNull(result);
        Assert.True(result.Passed, string.Join(", ", result.Dice));
        Assert.Equal([1, 2], result.Dice.Keys);
        Assert.True(result.DifferingVoxels <= 2, $"{result.DifferingVoxels} voxels differ");
    }

    [SharedFact(Needs = "models/brain-gwm")]
    public async Task Its_logits_are_those_of_a_float64_computation()
    {
        string folder = SharedData.Require("models/brain-gwm");
        var model = ModelFolder.Load(folder);
        using var engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] });
        (byte[] input, VolumeShape shape) = ModelSelfTest.Read(model, "selfTest.input", model.Manifest.SelfTest!.Input);
        using Scores scores = await ModelSelfTest.ScoresAsync(model, [await engine.OpenAsync(new(model.NetworkFile), CancellationToken.None)], input, shape, CancellationToken.None);
        using var golden = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "golden", "golden.json")));
        foreach (JsonProperty sample in golden.RootElement.GetProperty("logits_float64").EnumerateObject())
        {
            int[] at = JsonSerializer.Deserialize<int[]>(sample.Name)!;
            int index = (((at[0] * shape.Height) + at[1]) * shape.Width) + at[2];
            Assert.All(sample.Value.EnumerateArray().Select((v, c) => Math.Abs(v.GetDouble() - scores.Planes[c].Span[index])), d => Assert.InRange(d, 0, 1e-3));
        }
    }

    [Fact]
    public async Task A_self_test_says_how_near_the_labels_came_and_its_input_is_the_one_that_was_described()
    {
        using TempFolder folder = new();
        using var engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] });
        await File.WriteAllBytesAsync(folder.Combine("in_u8_1x2x2.raw"), [0, 10, 20, 30]);
        await File.WriteAllBytesAsync(folder.Combine("labels_u8_1x2x2.raw"), [0, 1, 1, 0]);
        const string digest = "f1dbafd7b5bf1d4f74c6f2b0d8b9cd4a4ab1f2cd1e3f0a0c0f3f1a1f2b3c4d5e";

        SelfTestResult? result = await ModelSelfTest.RunAsync(Model(""), engine, CancellationToken.None);
        ModelException e = await Assert.ThrowsAsync<ModelException>(() => ModelSelfTest.RunAsync(Model($", \"sha256\": \"{digest}\""), engine, CancellationToken.None));

        Assert.Equal((false, 1, 0.8), (result!.Passed, result.DifferingVoxels, result.Dice[1])); // the network says 1 three times, the file twice
        Assert.Contains("selfTest.sha256: in_u8_1x2x2.raw has ", e.Message, StringComparison.Ordinal);

        ModelFolder Model(string more) => MadeModel.Write(
            folder, network: TinyNetwork.WriteSign("self-test"), more: $$""" "selfTest": { "input": "in_u8_1x2x2.raw", "labels": "labels_u8_1x2x2.raw", "minDice": 0.9{{more}} } """);
    }
}
