using System.Text.Json;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Tests.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit.Abstractions;
using static DicomNode.Segmentation.Tests.Golden.GoldenUnits;

namespace DicomNode.Segmentation.Tests.Golden;

/// <summary>Windows, flips and folds around networks that are functions of value and place.</summary>
public class GoldenNetworkTests(ITestOutputHelper output)
{
    private static readonly Geometry s_unit = new(default, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    [SharedFact(Needs = Folder)]
    public async Task Sliding_windows_are_put_together_as_MONAI_does()
    {
        using GoldenUnits units = new(output, "monai-sliding");
        foreach (JsonElement e in Cases("monai-sliding"))
        {
            JsonElement p = Params(e);
            var window = new WindowSpec
            {
                Mode = WindowMode.Sliding, Size = Whole(e, "roi"), Overlap = p.GetProperty("overlap").GetDouble(), Blend = Word(e, "mode") == "gaussian" ? Blend.GaussianMonai : Blend.Constant,
                SigmaScale = p.TryGetProperty("sigma_scale", out JsonElement sigma) ? sigma.GetDouble() : 0.125, PadValue = p.TryGetProperty("cval", out JsonElement value) ? value.GetDouble() : 0,
                Pad = Word(e, "padding_mode") switch { "replicate" => WindowPad.Replicate, "reflect" => WindowPad.Reflect, _ => WindowPad.Zero },
            };
            await CompareAsync(units, e, window, TensorLayout.Ncdhw, (w, r) => (w * r) + 1, (w, r) => w - r);
        }
    }

    [SharedFact(Needs = Folder)]
    public async Task Slices_are_put_together_as_MONAI_does()
    {
        using GoldenUnits units = new(output, "monai-slices");
        foreach (JsonElement e in Cases("monai-slices"))
        {
            int[] roi = [.. Params(e).GetProperty("roi").EnumerateArray().Select(v => v.GetInt32())];
            var window = new WindowSpec { Mode = WindowMode.Slices, Size = roi, SliceAxis = Params(e).GetProperty("spatial_dim").GetInt32(), Overlap = Params(e).GetProperty("overlap").GetDouble() };
            await CompareAsync(units, e, window, TensorLayout.Nchw, (w, r) => (w * r) + 1);
        }
    }

    [SharedFact(Needs = Folder)]
    public async Task Scores_are_the_mean_over_all_flips_as_in_nnUNet()
    {
        using GoldenUnits units = new(output, "nnunet-mirror");
        foreach (JsonElement e in Cases("nnunet-mirror"))
        {
            NpyFile input = Load(e, "in", 0), expected = Load(e, "out", 0);
            JsonElement axes = Params(e).GetProperty("axes");
            ModelManifest manifest = MadeManifest.With(1);
            manifest = manifest with { Network = manifest.Network with { MirrorAxes = axes.ValueKind == JsonValueKind.Null ? [] : [.. axes.EnumerateArray().Select(a => a.GetInt32())] } };
            var predictor = new WindowPredictor([Network((w, r) => (w * r) + r)], manifest, "model.onnx");
            using WindowScores scores = await predictor.PredictAsync(input.Floats, 1, Shape(input), CancellationToken.None);
            units.AssertNear(expected, scores.Planes()[0].Span, Id(e));
        }
    }

    [SharedFact(Needs = Folder)]
    public async Task Scores_are_the_mean_over_all_folds_as_in_nnUNet()
    {
        using GoldenUnits units = new(output, "nnunet-folds");
        foreach (JsonElement e in Cases("nnunet-folds"))
        {
            NpyFile expected = Load(e, "out", 0);
            IInferenceSession[] folds = [.. new[] { 0, 1 }.Select(i => Load(e, "in", i)).Select(scores => new ScriptedEngine((_, shape) => (scores.Floats, [1, 2, .. shape[2..]])))];
            var predictor = new WindowPredictor(folds, MadeManifest.With(1), "model.onnx");
            using WindowScores made = await predictor.PredictAsync(new float[Shape(expected).Length], 1, Shape(expected), CancellationToken.None);
            for (int c = 0; c < 2; c++)
            {
                units.AssertNear(Channel(expected, c), made.Planes()[c].Span, Id(e));
            }
        }
    }

    [SharedFact(Needs = Folder)]
    public async Task Scores_become_labels_and_regions_as_in_nnUNet()
    {
        using GoldenUnits units = new(output, "nnunet-decode");
        foreach (JsonElement e in Cases("nnunet-decode"))
        {
            NpyFile input = Load(e, "in", 0), expected = Load(e, "out", 0);
            ModelManifest manifest = MadeManifest.With(1);
            if (Params(e).TryGetProperty("regions_class_order", out JsonElement order))
            {
                RegionRule[] regions = [.. order.EnumerateArray().Select((label, channel) => new RegionRule { Channel = channel, Label = label.GetInt32() })];
                manifest = manifest with { Outputs = [new OutputSpec { Tensor = "y", Activation = Activation.Sigmoid, RestoreActivated = false, Decode = Decode.Regions, Regions = regions }] };
            }

            using var engine = new ScriptedEngine((_, shape) => (input.Floats, [1, input.Shape[0], .. shape[2..]]));
            using TempFolder folder = new();
            ModelFolder model = MadeModel.Write(folder, manifest);
            var volume = new Volume<float>(new float[Shape(input).Length], Shape(input), s_unit);
            SegmentationResult result = await new SegmentationPipeline(engine, TimeProvider.System).RunAsync(model, [volume], null, CancellationToken.None);
            units.AssertEqual(expected, result.Labels.Values.Span, Id(e));
        }
    }

    private static async Task CompareAsync(GoldenUnits units, JsonElement e, WindowSpec window, TensorLayout layout, params Func<float, float, float>[] channels)
    {
        NpyFile input = Load(e, "in", 0), expected = Load(e, "out", 0);
        ModelManifest manifest = MadeManifest.With(1);
        manifest = manifest with { Window = window, Network = manifest.Network with { Layout = layout } };
        var preparation = new Preparation([new Volume<float>(input.Floats, Shape(input), s_unit)], manifest, CancellationToken.None);
        preparation.Pad(WindowPlan.SizeOf(window, Shape(input))!.Value, WindowPlan.BorderOf(window), (float)window.PadValue, CancellationToken.None);
        using Scores scores = await new WindowedNetwork(new WindowPredictor([Network(channels)], manifest, "model.onnx"), window).ScoresAsync(preparation.Tensor, (_, _) => { }, CancellationToken.None);
        for (int c = 0; c < channels.Length; c++)
        {
            Memory<float> plane = preparation.Changes.Reverse().Aggregate(scores.Planes[c], (made, change) => change.UndoScores(made, CancellationToken.None));
            units.AssertNear(Channel(expected, c), plane.Span, Id(e));
        }
    }

    // of the value and of r = 1 + the sum over the window's axes of index / size
    private static ScriptedEngine Network(params Func<float, float, float>[] channels) => new((values, shape) =>
    {
        int[] axes = shape[2..];
        float Place(int i)
        {
            float r = 1;
            for (int axis = axes.Length - 1; axis >= 0; axis--)
            {
                (i, int at) = Math.DivRem(i, axes[axis]);
                r += (float)at / axes[axis];
            }

            return r;
        }

        return ([.. channels.SelectMany(channel => values.Select((w, i) => channel(w, Place(i))))], [1, channels.Length, .. axes]);
    });
}
