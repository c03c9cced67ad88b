using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Slabs;
using DicomNode.Segmentation.Tests.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Slabs;

/// <summary>Labels made slab by slab against those made of scores of the whole tensor, which are restored class by class.</summary>
public class SlabPathTests
{
    // axial, oblique about x, slices upwards
    private static readonly Geometry s_oblique = new(new(-20, 10, -30), new(0.8, 0, 0), new(0, 0.6, 0.1), new(0, -0.3, 1.8));
    private static readonly Geometry s_straight = new(new(-20, 10, -30), new(0.8, 0, 0), new(0, 0.9, 0), new(0, 0, 2.1));

    private const string Argmax = """{ "tensor": "y", "decode": "argmax" }""";
    private const string Softmax = """{ "tensor": "y", "activation": "softmax", "decode": "argmax", "labelMap": { "0": 7, "2": 9 } }""";
    private const string LogitsBack = """{ "tensor": "y", "activation": "softmax", "restoreActivated": false, "decode": "argmax" }""";
    private const string Regions = """{ "tensor": "y", "activation": "sigmoid", "decode": "regions", "regions": [ { "channel": 0, "label": 2 }, { "channel": 2, "label": 1 }, { "channel": 1, "label": 2 } ] }""";
    private const string RegionsOfLogits = """{ "tensor": "y", "activation": "sigmoid", "restoreActivated": false, "decode": "regions", "regions": [ { "channel": 3, "label": 2 }, { "channel": 2, "label": 1 } ] }""";
    private const string Threshold = """{ "tensor": "y", "activation": "softmax", "decode": "threshold", "threshold": 0.3 }""";
    private const string SigmoidArgmax = """{ "tensor": "y", "activation": "sigmoid", "decode": "argmax" }""";
    private const string Nearest = """{ "tensor": "y", "restore": "labels-nearest", "decode": "argmax" }""";

    private const string NearestSoftmax = """{ "tensor": "y", "activation": "softmax", "restore": "labels-nearest", "decode": "argmax" }""";
    private const string Twice = """{ "op": "reorient" }, { "op": "resample", "spacing": [1.7, 1.3, 2.9], "grid": "half-pixel" }, { "op": "resample", "spacing": [1.1, 1.2, 1.9], "grid": "half-pixel" }""";

    private const string Finer = """{ "op": "reorient" }, { "op": "resample", "spacing": [0.6, 0.7, 1.1], "grid": "origin" }, { "op": "pad-to", "size": [30, 30, 30] }""";
    private const string Coarser = """{ "op": "reorient" }, { "op": "resample", "spacing": [1.7, 1.3, 2.9], "grid": "half-pixel" }""";
    private const string Corner = """{ "op": "resample", "spacing": [1.5, 1.5, 1.5], "grid": "corner" }""";
    private const string Conform = """{ "op": "conform", "size": [20, 24, 18], "spacing": [1, 1, 1] }""";
    private const string Cropped = """{ "op": "reorient" }, { "op": "resample", "spacing": [1.1, 1.2, 2.9], "grid": "origin" }, { "op": "crop-foreground", "threshold": 3.5 }""";
    private const string CroppedFirst = """{ "op": "crop-foreground", "threshold": 3.5 }, { "op": "resample", "spacing": [1.1, 1.2, 2.9], "grid": "half-pixel" }""";
    private const string Padded = """{ "op": "reorient" }, { "op": "pad-divisible", "divisibleBy": [8, 8, 8] }""";

    public static TheoryData<string, string, string, string> Cases()
    {
        TheoryData<string, string, string, string> cases = [];
        foreach ((string output, string steps) in new[]
        {
            (Argmax, Finer), (Softmax, Finer), (Softmax, Coarser), (Softmax, Corner), (LogitsBack, Corner), (LogitsBack, Coarser), (Regions, Finer), (Regions, Coarser), (RegionsOfLogits, Finer),
            (Threshold, Corner), (SigmoidArgmax, Coarser), (Nearest, Finer), (Nearest, Corner), (Softmax, Conform), (Regions, Conform), (Nearest, Conform), (Argmax, Padded), (Regions, Padded), (Softmax, ""), (Softmax, Cropped), (LogitsBack, Cropped), (RegionsOfLogits, Cropped), (Nearest, Cropped), (Softmax, CroppedFirst), (Regions, CroppedFirst), (Nearest, CroppedFirst),
        })
        {
            cases.Add(output, steps, "constant", "RAS");
            cases.Add(output, steps, steps == Coarser ? "gaussian-nnunet" : "gaussian-monai", steps == Corner ? "SPL" : "LIA");
        }

        return cases;
    }

    /// <summary>Of <see cref="Cases"/>, and of windows that go no way through slabs, those with probabilities.</summary>
    internal static TheoryData<string, string, string, string> ProbableCases()
    {
        TheoryData<string, string, string, string> cases = [];
        foreach ((string output, string steps) in new[]
        {
            (Softmax, Finer), (Softmax, Coarser), (LogitsBack, Coarser), (Regions, Finer), (RegionsOfLogits, Finer), (Threshold, Corner), (SigmoidArgmax, Coarser), (NearestSoftmax, Finer),
            (Softmax, ""), (LogitsBack, Cropped), (RegionsOfLogits, Cropped), (Regions, Cropped), (Softmax, CroppedFirst),
        })
        {
            cases.Add(output, steps, """{ "mode": "sliding", "size": [8, 9, 10], "overlap": 0.5, "blend": "gaussian-monai" }""", "RAS");
        }

        foreach ((string window, string orientation) in new[]
        {
            ("""{ "mode": "sliding", "size": [6, 64, 7], "overlap": 0.5, "blend": "constant" }""", "LIA"), ("""{ "mode": "sliding", "size": [64, 8, 6], "overlap": 0.5, "blend": "constant" }""", "SPL"),
            ("""{ "mode": "whole" }""", "RAS"), ("""{ "mode": "tiles", "size": [9, 10, 11], "halo": 2 }""", "PIR"),
        })
        {
            cases.Add(Softmax, Finer, window, orientation);
            cases.Add(LogitsBack, Twice, window, orientation);
            cases.Add(Regions, Twice, window, orientation);
            cases.Add(NearestSoftmax, Padded, window, orientation);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Slabs_give_the_labels_that_whole_scores_give(string output, string steps, string blend, string orientation)
    {
        foreach (string size in new[] { "[8, 9, 10]", "[6, 64, 7]", "[64, 8, 6]" }) // windows larger than the tensor are padded for
        {
            await CompareAsync(output, steps, $$"""{ "mode": "sliding", "size": {{size}}, "overlap": 0.5, "blend": "{{blend}}" }""", orientation, s_straight);
        }
    }

    [Theory]
    [InlineData("""{ "mode": "whole" }""", Softmax)]
    [InlineData("""{ "mode": "tiles", "size": [9, 10, 11], "halo": 2 }""", Softmax)]
    [InlineData("""{ "mode": "tiles", "size": [9, 10, 11], "halo": 2 }""", RegionsOfLogits)]
    [InlineData("""{ "mode": "sliding", "size": [7, 9, 8], "overlap": 0.6, "stepRule": "nnunet", "blend": "gaussian-nnunet" }""", LogitsBack)]
    public async Task Every_kind_of_window_goes_through_slabs(string window, string output)
    {
        await CompareAsync(output, Finer, window, "RAS", s_straight);
        await CompareAsync(output, Coarser, window, "PIR", s_oblique);
    }

    private static async Task CompareAsync(string output, string steps, string window, string orientation, Geometry geometry)
    {
        using TempFolder folder = new();
        using ScriptedEngine engine = Classes(5);
        ModelFolder model = MadeModel.Write(folder, window, output, steps, spatial: steps.Contains("reorient", StringComparison.Ordinal) || steps == Conform ? $$"""{ "orientation": "{{orientation}}" }""" : "{}");
        var preparation = new Preparation([Blobs(new VolumeShape(13, 22, 24), geometry)], model.Manifest, CancellationToken.None);
        for (int step = 0; step < model.Manifest.Preprocess.Count; step++)
        {
            preparation.Apply(step, CancellationToken.None);
        }

        if (WindowPlan.SizeOf(model.Manifest.Window, preparation.Tensor.Shape) is VolumeShape size && model.Manifest.Window.Mode == WindowMode.Sliding)
        {
            preparation.Pad(size, Border.Zero, 0, CancellationToken.None);
        }

        var path = LabelPath.For(model.Manifest, preparation.Changes, preparation.Tensor.Shape);
        Assert.Equal(LabelPathKind.Slabs, path.Kind);
        var network = new WindowedNetwork(new WindowPredictor([engine], model.Manifest, "made"), model.Manifest.Window);
        ushort[] labels = new ushort[preparation.Reference.Shape.Length];
        await await network.RunAsync(preparation.Tensor, new SlabRestore(model.Manifest.Outputs[0], path.Sampling!, labels), (_, _) => { }, CancellationToken.None);

        using Scores scores = await network.ScoresAsync(preparation.Tensor, (_, _) => { }, CancellationToken.None);
        Memory<ushort> expected = new LabelDecoder(model.Manifest.Outputs[0], []).Restore(scores, preparation.Changes, (_, _) => { }, CancellationToken.None).Labels;

        Assert.True(expected.ToArray().Distinct().Count() > 1);
        Assert.Equal(expected.ToArray(), labels);
    }

    // a few blobs, noise at their borders, and scores that depend on where a voxel lies in its window: so weights matter
    internal static ScriptedEngine Classes(int channels) => new((values, shape) =>
    {
        float[] made = new float[channels * values.Length];
        for (int c = 0; c < channels; c++)
        {
            for (int i = 0; i < values.Length; i++)
            {
                made[(c * values.Length) + i] = MathF.Cos((values[i] * 3) - (c * 1.3f)) + (0.4f * MathF.Sin((i % 17) + c));
            }
        }

        return (made, [1, channels, .. shape[2..]]);
    });

    internal static Volume<float> Blobs(VolumeShape shape, Geometry geometry)
    {
        float[] values = new float[shape.Length];
        for (int i = 0; i < values.Length; i++)
        {
            (int z, int y, int x) = (i / shape.SliceLength, i / shape.Width % shape.Height, i % shape.Width);
            values[i] = MathF.Round(2 + (2 * MathF.Sin(z * 0.5f) * MathF.Cos(y * 0.3f)) + MathF.Sin(x * 0.4f));
        }

        return new Volume<float>(values, shape, geometry);
    }
}
