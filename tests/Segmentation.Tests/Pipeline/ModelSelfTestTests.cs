using System.Text.Json;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Onnx;
using DicomNode.Segmentation.Pipeline;
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
        using Scores scores = await ModelSelfTest.ScoresAsync(model, engine.Open(model.NetworkFile), input, shape, CancellationToken.None);
        using var golden = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "golden", "golden.json")));
        foreach (JsonProperty sample in golden.RootElement.GetProperty("logits_float64").EnumerateObject())
        {
            int[] at = JsonSerializer.Deserialize<int[]>(sample.Name)!;
            int index = (((at[0] * shape.Height) + at[1]) * shape.Width) + at[2];
            Assert.All(sample.Value.EnumerateArray().Select((v, c) => Math.Abs(v.GetDouble() - scores.Planes[c].Span[index])), d => Assert.InRange(d, 0, 1e-3));
        }
    }
}
