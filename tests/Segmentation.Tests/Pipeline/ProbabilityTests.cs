using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Probabilities;
using DicomNode.Segmentation.Tests.Slabs;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Pipeline;

/// <summary>Probabilities beside labels: their values, what steps mean for them, and that labels are the same with and without.</summary>
public class ProbabilityTests
{
    private const int Channels = 5;
    private static readonly Geometry s_grid = new(new(-20, 10, -30), new(0.8, 0, 0), new(0, 0.9, 0), new(0, 0, 2.1));
    private static readonly CodeSpec s_code = new() { Scheme = "SCT", Value = "1", Meaning = "x" };

    public static TheoryData<string, string, string, string> Cases() => SlabPathTests.ProbableCases();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Bytes_are_those_of_scores_that_are_activated_and_undone_as_a_whole(string output, string steps, string window, string orientation)
    {
        using TempFolder folder = new();
        using ScriptedEngine engine = SlabPathTests.Classes(Channels);
        ModelFolder model = Model(folder, output, steps, window, orientation);
        Volume<float> input = SlabPathTests.Blobs(new VolumeShape(13, 22, 24), s_grid);

        SegmentationResult plain = await RunAsync(engine, model, input);
        SegmentationResult result = await RunAsync(engine, model, input, folder);
        using SegmentProbabilities probabilities = result.Probabilities!;

        Assert.Equal(plain.Labels.Values.ToArray(), result.Labels.Values.ToArray());
        bool isSomething = false;
        (float[][] expected, float[] known) = await WholeAsync(engine, model, input);
        for (int s = 0; s < model.Manifest.Segments.Count; s++)
        {
            byte[] bytes = Bytes(probabilities, model.Manifest.Segments, s, input.Shape);
            isSomething |= bytes.Distinct().Count() > 20;
            for (int i = 0; i < bytes.Length; i++)
            {
                if (known[i] == 1) // at the rim of a crop the whole blends with zeros, and the slab does not
                {
                    Assert.True(Math.Abs((expected[s][i] * 255.0) - bytes[i]) < 0.501, $"segment {s}, voxel {i}: {expected[s][i] * 255:0.0000} is {bytes[i]}");
                }
                else if (known[i] == 0)
                {
                    Assert.Equal(0, bytes[i]);
                }
            }
        }

        Assert.True(isSomething, "There is nothing to compare.");
    }

    [Fact]
    public async Task What_a_step_takes_from_a_segment_is_not_probable_any_more()
    {
        using TempFolder folder = new();
        // one row: two pieces, and rims of lower probability
        float[] p = [0.2f, 0.9f, 0.8f, 0.1f, 0.3f, 0.2f, 0.1f, 0.7f, 0.4f];
        using ScriptedEngine engine = ScriptedEngine.PerVoxel(v => v);
        ModelFolder model = Segmented(folder, MadeModel.Write(
            folder, output: """{ "tensor": "y", "activation": "none", "decode": "threshold" }""",
            postprocess: """{ "op": "largest-component" }"""), [1]);
        Volume<float> input = Row(p);

        SegmentationResult result = await RunAsync(engine, model, input, folder);
        using SegmentProbabilities probabilities = result.Probabilities!;

        Assert.Equal([0, 1, 1, 0, 0, 0, 0, 0, 0], result.Labels.Values.ToArray());
        Assert.Equal([51, 229, 204, 26, 77, 51, 26, 0, 102], Bytes(probabilities, model.Manifest.Segments, 0, input.Shape));
    }

    [Fact]
    public async Task What_a_step_gives_to_a_segment_is_at_least_a_half_and_merged_classes_add_up()
    {
        using TempFolder folder = new();
        using ScriptedEngine engine = new((values, shape) => ([.. values.Select(_ => 0f), .. values, .. values.Select(v => v == 5 ? 5f : v / 2)], [1, 3, .. shape[2..]]));
        ModelFolder model = Segmented(folder, MadeModel.Write(
            folder, output: """{ "tensor": "y", "activation": "softmax", "decode": "argmax" }""",
            postprocess: """{ "op": "merge", "labels": [1, 2], "into": 4 }, { "op": "fill-holes", "labels": [4] }"""), [4]);
        float[] values = [.. Enumerable.Repeat(3f, 27)];
        values[13] = -4; // enclosed
        Volume<float> input = new(values, new VolumeShape(3, 3, 3), s_grid);

        SegmentationResult result = await RunAsync(engine, model, input, folder);
        using SegmentProbabilities probabilities = result.Probabilities!;

        byte[] bytes = Bytes(probabilities, model.Manifest.Segments, 0, input.Shape);
        Assert.All(result.Labels.Values.ToArray(), l => Assert.Equal(4, l));
        Assert.Equal(128, bytes[13]);
        double both = Math.Exp(3) + Math.Exp(1.5);
        Assert.Equal((byte)Math.Round(255 * both / (1 + both)), bytes[0]);
    }

    [Theory]
    [InlineData("""{ "tensor": "y", "decode": "argmax" }""", "names no activation")]
    [InlineData("""{ "tensor": "y", "decode": "labels", "restore": "labels-nearest" }""", "gives labels")]
    public void A_model_without_probabilities_cannot_promise_them(string output, string reason)
    {
        using TempFolder folder = new();
        ModelException e = Assert.Throws<ModelException>(() => MadeModel.Write(folder, output: output, more: """  "emit": { "segmentationType": "FRACTIONAL" } """));
        ManifestProblem problem = Assert.Single(e.Problems);
        Assert.Equal("emit.segmentationType", problem.Key);
        Assert.Contains(reason, problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Their_file_is_gone_with_them_and_after_a_run_that_failed()
    {
        using TempFolder folder = new();
        using ScriptedEngine engine = ScriptedEngine.PerVoxel(v => v);
        ModelFolder model = MadeModel.Write(folder, output: """{ "tensor": "y", "activation": "sigmoid", "decode": "threshold" }""");
        SegmentationResult result = await RunAsync(engine, model, Row([1, 2]), folder);
        Assert.Single(Directory.GetFiles(folder.Path, "*.spool"));
        result.Probabilities!.Dispose();
        Assert.Empty(Directory.GetFiles(folder.Path, "*.spool"));

        using ScriptedEngine failing = new((_, _) => throw new InvalidOperationException("no network"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(failing, model, Row([1, 2]), folder));
        Assert.Empty(Directory.GetFiles(folder.Path, "*.spool"));
    }

    private static Task<SegmentationResult> RunAsync(ScriptedEngine engine, ModelFolder model, Volume<float> input, TempFolder? spool = null)
    {
        var pipeline = new SegmentationPipeline(engine, TimeProvider.System);
        return spool is null ? pipeline.RunAsync(model, [input], null, CancellationToken.None)
            : pipeline.RunAsync(
                model, [(input.Shape, input.Geometry)], _ => [input],
                () => new FileStream(spool.Combine("probabilities.spool"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose), null, CancellationToken.None);
    }

    private static ModelFolder Model(TempFolder folder, string output, string steps, string window, string orientation) => Segmented(
        folder, MadeModel.Write(folder, window, output, steps, spatial: steps.Contains("reorient", StringComparison.Ordinal) || steps.Contains("conform", StringComparison.Ordinal) ? $$"""{ "orientation": "{{orientation}}" }""" : "{}"),
        [1, 2, 7, 9]);

    private static ModelFolder Segmented(TempFolder folder, ModelFolder model, int[] labels) => MadeModel.Write(folder, model.Manifest with
    {
        Segments = [.. labels.Select(l => new SegmentSpec { Label = l, Name = $"s{l}", Category = s_code, Type = s_code })],
    });

    // scores of the whole tensor, activated and undone by the plain rule, in double where it is ours
    private static async Task<(float[][] Segments, float[] Known)> WholeAsync(ScriptedEngine engine, ModelFolder model, Volume<float> input)
    {
        var preparation = new Preparation([input], model.Manifest, CancellationToken.None);
        for (int step = 0; step < model.Manifest.Preprocess.Count; step++)
        {
            preparation.Apply(step, CancellationToken.None);
        }

        if (WindowPlan.SizeOf(model.Manifest.Window, preparation.Tensor.Shape) is VolumeShape size && model.Manifest.Window.Mode == WindowMode.Sliding)
        {
            preparation.Pad(size, Border.Zero, 0, CancellationToken.None);
        }

        OutputSpec output = model.Manifest.Outputs[0];
        var network = new WindowedNetwork(new WindowPredictor([engine], model.Manifest, "made"), model.Manifest.Window);
        using Scores scores = await network.ScoresAsync(preparation.Tensor, (_, _) => { }, CancellationToken.None);
        float[][] planes = [.. scores.Planes.Select(p => p.ToArray())];
        float[] ones = [.. Enumerable.Repeat(1f, planes[0].Length)];
        if (output.RestoreActivated)
        {
            Activate(planes, output.Activation);
        }

        planes = [.. planes.Select(Undone)];
        if (!output.RestoreActivated)
        {
            Activate(planes, output.Activation);
        }

        return ([.. model.Manifest.Segments.Select(s => Joined(output, planes, s.Label))], [.. Undone(ones).Select(v => float.IsNaN(v) ? 0 : v)]);

        float[] Undone(float[] plane) => preparation.Changes.Reverse().Aggregate(plane.AsMemory(), (made, change) => output.Restore == Restore.LabelsNearest
            ? Nearest(change, made) : change.UndoScores(made, CancellationToken.None)).ToArray();
    }

    // as labels go: the index of the value that is nearest
    private static Memory<float> Nearest(GridChange change, Memory<float> plane)
    {
        float[] distinct = [.. plane.ToArray().Distinct()];
        Dictionary<float, ushort> index = distinct.Select((v, i) => (v, i)).ToDictionary(p => p.v, p => (ushort)(p.i + 1));
        Assert.True(distinct.Length < ushort.MaxValue);
        Memory<ushort> back = change.UndoLabels(Array.ConvertAll(plane.ToArray(), v => index[v]), CancellationToken.None);
        return Array.ConvertAll(back.ToArray(), i => i == 0 ? 0 : distinct[i - 1]);
    }

    private static void Activate(float[][] planes, Activation activation)
    {
        for (int i = 0; i < planes[0].Length; i++)
        {
            double sum = planes.Sum(p => Math.Exp(p[i]));
            foreach (float[] plane in planes)
            {
                plane[i] = (float)(activation switch { Activation.Softmax => Math.Exp(plane[i]) / sum, Activation.Sigmoid => 1 / (1 + Math.Exp(-plane[i])), _ => plane[i] });
            }
        }
    }

    // the channels that the manifest gives a label by, written out
    private static float[] Joined(OutputSpec output, float[][] planes, int label)
    {
        int[] channels = output.Decode switch
        {
            Decode.Regions => [.. output.Regions.Where(r => r.Label == label).Select(r => r.Channel)],
            Decode.Threshold => label <= Channels ? [label - 1] : [],
            _ => [.. Enumerable.Range(0, Channels).Where(c => (output.LabelMap?.GetValueOrDefault(c, c) ?? c) == label)],
        };
        return [.. Enumerable.Range(0, planes[0].Length).Select(i => channels.Length == 0 ? 0 : output.Activation == Activation.Softmax ? channels.Sum(c => planes[c][i]) : channels.Max(c => planes[c][i]))];
    }

    private static byte[] Bytes(SegmentProbabilities probabilities, IReadOnlyList<SegmentSpec> segments, int segment, VolumeShape shape)
    {
        ISegmentProbabilities of = probabilities.Of(segments);
        byte[] all = new byte[shape.Length];
        for (int z = 0; z < shape.Depth; z++)
        {
            byte[] slice = [.. Enumerable.Repeat((byte)99, shape.SliceLength)]; // what was in it before
            if (of.TryReadSlice(segment, z, slice))
            {
                slice.CopyTo(all, z * shape.SliceLength);
            }
        }

        return all;
    }

    private static Volume<float> Row(float[] values) => new(values, new VolumeShape(1, 1, values.Length), s_grid);
}
