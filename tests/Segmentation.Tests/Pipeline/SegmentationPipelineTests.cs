using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Onnx;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Tests.Inference;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Pipeline;

/// <summary>Whole runs, mostly of networks that the test plays itself.</summary>
public class SegmentationPipelineTests
{
    // axial, oblique about x, slices upwards
    private static readonly Geometry s_oblique = new(new(-20, 10, -30), new(0.8, 0, 0), new(0, 0.6, 0.1), new(0, -0.3, 1.8));
    private static readonly Geometry s_straight = new(new(-20, 10, -30), new(2, 0, 0), new(0, 2, 0), new(0, 0, 2));

    [Theory]
    [InlineData(0, 5, 6)]
    [InlineData(1, 4, 6)]
    [InlineData(2, 4, 5)]
    public async Task Slices_are_fed_along_their_axis_and_put_back_where_they_were(int axis, int height, int width)
    {
        Volume<float> input = RandomVolume(new VolumeShape(4, 5, 6), s_oblique);
        using ScriptedEngine engine = ScriptedEngine.PerVoxel(v => -v, v => v);

        Volume<ushort> labels = await RunAsync(engine, input, layout: "NCHW", window: $$"""{ "mode": "slices", "sliceAxis": {{axis}} }""");

        Assert.Equal(Enumerable.Repeat(new[] { 1, 1, height, width }, input.Shape[axis]), engine.Fed);
        Assert.Equal(Positive(input), labels.Values.ToArray());
    }

    [Theory]
    [InlineData("""{ "mode": "slices", "size": [4, 4] }""", "NCHW")]
    [InlineData("""{ "mode": "sliding", "size": [3, 3, 3], "overlap": 0.5, "blend": "gaussian-monai" }""", "NCDHW")]
    [InlineData("""{ "mode": "sliding", "size": [8, 3, 9], "overlap": 0.5 }""", "NCDHW")]
    [InlineData("""{ "mode": "tiles", "size": [3, 4, 5], "halo": 1 }""", "NCDHW")]
    public async Task Windows_that_do_not_fit_cover_every_voxel(string window, string layout)
    {
        Volume<float> input = RandomVolume(new VolumeShape(5, 7, 6), s_oblique);
        using ScriptedEngine engine = ScriptedEngine.PerVoxel(v => -v, v => v);

        Volume<ushort> labels = await RunAsync(engine, input, window: window, layout: layout);

        Assert.True(engine.Fed.Count > 1);
        Assert.Equal(Positive(input), labels.Values.ToArray());
    }

    [Fact]
    public async Task Tiles_with_the_halo_of_the_network_give_the_scores_of_the_whole_bit_for_bit()
    {
        string network = TinyNetwork.WriteConvolutions("tiles", layers: 3);
        using TempFolder folder = new();
        using var engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] });
        Volume<float> input = RandomVolume(new VolumeShape(19, 23, 21), s_oblique);

        float[][] whole = await ScoresAsync("""{ "mode": "whole" }""");
        float[][] tiles = await ScoresAsync("""{ "mode": "tiles", "size": [12, 10, 11], "halo": 3 }""");
        float[][] tooSmall = await ScoresAsync("""{ "mode": "tiles", "size": [12, 10, 11], "halo": 2 }""");

        Assert.Equal(whole, tiles);
        Assert.NotEqual(whole, tooSmall); // the halo does it, not chance

        async Task<float[][]> ScoresAsync(string window)
        {
            ModelFolder model = MadeModel.Write(folder, window: window, network: network);
            using Scores scores = await new WindowedNetwork(new WindowPredictor([await engine.OpenAsync(new(network), CancellationToken.None)], model.Manifest, network), model.Manifest.Window).ScoresAsync(PreparedTensor.Of(input), (_, _) => { }, CancellationToken.None);
            return [.. scores.Planes.Select(p => p.ToArray())];
        }
    }

    [Fact]
    public async Task Channels_above_the_threshold_become_labels_the_later_one_wins()
    {
        Volume<float> input = Line(0.1f, 0.4f, 0.6f, 0.8f);
        using ScriptedEngine engine = ScriptedEngine.PerVoxel(v => v, v => v - 0.2f);
        Assert.Equal([0, 0, 1, 2], (await RunAsync(engine, input, output: """{ "tensor": "y", "channels": 2, "decode": "threshold" }""")).Values.ToArray());
        Assert.Equal([0, 1, 2, 2], (await RunAsync(engine, input, output: """{ "tensor": "y", "decode": "threshold", "threshold": 0.3 }""")).Values.ToArray());
        Assert.Equal([0, 7, 9, 9], (await RunAsync(engine, input, output: """{ "tensor": "y", "decode": "threshold", "threshold": 0.3, "labelMap": { "1": 7, "2": 9 } }""")).Values.ToArray());
    }

    [Fact]
    public async Task Regions_are_written_in_their_order_after_a_sigmoid()
    {
        Volume<float> input = Line(-2, 1, 3, 5);
        using ScriptedEngine engine = ScriptedEngine.PerVoxel(v => v, v => v - 2, v => v - 4);
        const string regions = """{ "tensor": "y", "channels": 3, "activation": "sigmoid", "decode": "regions", "regions": [ { "channel": 0, "label": 2 }, { "channel": 1, "label": 1 }, { "channel": 2, "label": 4 } ] }""";
        Assert.Equal([0, 2, 1, 4], (await RunAsync(engine, input, output: regions)).Values.ToArray());
    }

    [Fact]
    public async Task A_network_that_gives_labels_is_believed()
    {
        using ScriptedEngine engine = new((values, shape) => (values, [1, .. shape[2..]])); // [1, d, h, w]
        Assert.Equal([0, 3, 5, 2], (await RunAsync(engine, Line(0, 3, 5, 2), output: """{ "tensor": "y", "decode": "labels", "restore": "labels-nearest" }""")).Values.ToArray());
    }

    [Theory]
    [InlineData("scores", "pad-to")]
    [InlineData("labels-nearest", "pad-to")]
    [InlineData("scores", "pad-divisible")]
    [InlineData("labels-nearest", "pad-divisible")]
    public async Task Labels_come_back_through_reorienting_and_padding_to_the_voxels_they_were_made_of(string restore, string pad)
    {
        Volume<float> input = RandomVolume(new VolumeShape(5, 7, 6), s_oblique);
        using ScriptedEngine engine = ScriptedEngine.PerVoxel(v => -v, v => v);
        string step = pad == "pad-to" ? """{ "op": "pad-to", "size": [9, 8, 3], "value": 5 }""" : """{ "op": "pad-divisible", "divisibleBy": [4, 4, 4], "value": 5 }""";

        Volume<ushort> labels = await RunAsync(
            engine, input, spatial: """{ "orientation": "RAS" }""", preprocess: $$"""{ "op": "reorient" }, {{step}}""", output: $$"""{ "tensor": "y", "decode": "argmax", "restore": "{{restore}}" }""");

        // tensor axes of RAS: columns reversed, rows reversed, slices
        Assert.Equal(pad == "pad-to" ? [1, 1, 9, 8, 5] : [1, 1, 8, 8, 8], Assert.Single(engine.Fed));
        Assert.Equal((input.Shape, input.Geometry), (labels.Shape, labels.Geometry));
        Assert.Equal(Positive(input), labels.Values.ToArray());
    }

    [Theory]
    [InlineData("scores", "linear")]
    [InlineData("labels-nearest", "nearest")]
    public async Task Labels_come_back_from_a_finer_grid(string restore, string order)
    {
        // three voxels for one, the middle one at the same place
        Volume<float> input = RandomVolume(new VolumeShape(4, 5, 6), s_straight);
        using ScriptedEngine engine = ScriptedEngine.PerVoxel(v => -v, v => v);
        string spacing = (2.0 / 3).ToString("R", System.Globalization.CultureInfo.InvariantCulture);

        Volume<ushort> labels = await RunAsync(
            engine, input, spatial: """{ "orientation": "LIA" }""", output: $$"""{ "tensor": "y", "decode": "argmax", "restore": "{{restore}}" }""",
            preprocess: $$"""{ "op": "reorient" }, { "op": "resample", "spacing": [{{spacing}}, {{spacing}}, {{spacing}}], "grid": "half-pixel", "order": "{{order}}" }, { "op": "pad-to", "size": [32, 32, 32] }""");

        Assert.Equal([1, 1, 32, 32, 32], Assert.Single(engine.Fed));
        Assert.Equal(Positive(input), labels.Values.ToArray());
    }

    [Fact]
    public void Conforming_keeps_every_value_at_its_place_in_the_patient_and_adds_zeros()
    {
        static double Field(Vector3D p) => p.X + (2 * p.Y) + (3 * p.Z); // what linear interpolation gives back exactly
        var shape = new VolumeShape(10, 24, 20);
        var source = new Volume<float>(Enumerable.Range(0, shape.Length).Select(i => (float)Field(At(s_oblique, shape, i))).ToArray(), shape, s_oblique);
        var step = new PreprocessStep { Op = PreprocessOp.Conform, Size = [32, 32, 32], Spacing = [1, 1, 1] };

        var change = ResampleChange.ToConformed(step, AxisCodes.Parse("LIA"), shape, s_oblique);
        Volume<float> made = change.Apply(source, CancellationToken.None);

        Assert.Equal("LIA", AxisCodes.Of(made.Geometry).ToString());
        Assert.InRange((s_oblique.ToPatient(5, 12, 10) - made.Geometry.ToPatient(16, 16, 16)).Length, 0, 1e-9);
        (int inside, int zeros) = (0, 0);
        var back = Segmentation.Kernels.GridMap.Between(new Geometry(default, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)), s_oblique);
        for (int i = 0; i < made.Shape.Length; i++)
        {
            Vector3D p = At(made.Geometry, made.Shape, i);
            double[] index = [.. Enumerable.Range(0, 3).Select(r => (back[r, 0] * p.Z) + (back[r, 1] * p.Y) + (back[r, 2] * p.X) + back.Offset(r))];
            bool isInside = Enumerable.Range(0, 3).All(a => index[a] >= 0 && index[a] <= shape[a] - 1);
            bool isOutside = Enumerable.Range(0, 3).Any(a => index[a] < -0.51 || index[a] > shape[a] - 0.49);
            inside += isInside ? 1 : 0;
            zeros += isOutside ? 1 : 0;
            if (isInside || isOutside)
            {
                Assert.Equal(isInside ? Field(p) : 0, made.Values.Span[i], 1e-3);
            }
        }

        Assert.InRange(inside, 1000, made.Shape.Length);
        Assert.InRange(zeros, 1000, made.Shape.Length);
    }

    [Theory]
    [InlineData("none", 0.5f, -0.5f)]
    [InlineData("truncate", 0f, -0f)]
    [InlineData("round", 0f, -0f)]
    public void Resampled_values_become_integers_where_the_manifest_says_so(string rounding, float second, float fourth)
    {
        var step = new PreprocessStep { Op = PreprocessOp.Resample, Spacing = [2, 2, 1], Grid = ResampleGrid.Origin, RoundToInteger = Enum.Parse<IntegerRounding>(rounding, ignoreCase: true) };
        Volume<float> line = Line(1, 0, -1);
        Volume<float> made = ResampleChange.ToSpacing(step, line.Shape, line.Geometry).Apply(line, CancellationToken.None);
        Assert.Equal([1, second, 0, fourth, -1], made.Values.ToArray());
    }

    [Fact]
    public async Task Scores_that_are_no_numbers_end_the_run_and_name_model_and_tensor()
    {
        using ScriptedEngine engine = ScriptedEngine.PerVoxel(v => -v, v => v == 3 ? float.NaN : v);
        foreach (string window in new[] { """{ "mode": "whole" }""", """{ "mode": "sliding", "size": [1, 1, 2] }""" })
        {
            InferenceException e = await Assert.ThrowsAsync<InferenceException>(() => RunAsync(engine, Line(1, 2, 3, 4), window: window));
            Assert.Contains("model.onnx: y holds values that are no numbers (NaN)", e.Message, StringComparison.Ordinal);
            Assert.Equal("CPU", e.Provider);
        }
    }

    [Fact]
    public async Task Scores_of_another_shape_end_the_run_and_say_which_was_expected()
    {
        using ScriptedEngine half = new((values, _) => (values[..2], [1, 1, 1, 1, 2]));
        InferenceException e = await Assert.ThrowsAsync<InferenceException>(() => RunAsync(half, Line(1, 2, 3, 4)));
        Assert.Contains("model.onnx: y came as [1, 1, 1, 1, 2]; expected are some channels of 1x1x4.", e.Message, StringComparison.Ordinal);

        using ScriptedEngine three = ScriptedEngine.PerVoxel(v => v, v => v, v => v);
        e = await Assert.ThrowsAsync<InferenceException>(() => RunAsync(three, Line(1, 2, 3, 4), output: """{ "tensor": "y", "channels": 2, "decode": "argmax" }"""));
        Assert.Contains("y came as [1, 3, 1, 1, 4]; expected are 2 channels", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CPU", 1)]
    [InlineData("CUDA", 5)]
    public async Task Windows_go_in_batches_where_that_gains_something_and_the_labels_are_the_same(string provider, int batch)
    {
        // above the mean of its own window: each window has to get its own scores back
        using ScriptedEngine engine = new((values, shape) =>
        {
            int each = values.Length / shape[0];
            return ([.. values.Chunk(each).SelectMany(w => w.Select(v => w.Average() - v).Concat(w.Select(v => v - w.Average())))], [shape[0], 2, .. shape[2..]]);
        }, provider);
        Volume<float> input = RandomVolume(new VolumeShape(7, 11, 9), s_oblique);
        Volume<ushort> labels = await RunAsync(engine, input, window: """{ "mode": "sliding", "size": [4, 4, 4], "overlap": 0.25, "batch": 5 }""");
        Assert.Equal(Enumerable.Range(0, 2 * 4 * 3).Chunk(batch).Select(windows => windows.Length), engine.Fed.Select(shape => shape[0]));

        using ScriptedEngine single = new((values, shape) => ([.. values.Select(v => values.Average() - v), .. values.Select(v => v - values.Average())], [1, 2, .. shape[2..]]));
        Assert.Equal((await RunAsync(single, input, window: """{ "mode": "sliding", "size": [4, 4, 4], "overlap": 0.25 }""")).Values.ToArray(), labels.Values.ToArray());
    }

    [Fact]
    public async Task A_tensor_that_the_network_does_not_have_is_answered_with_those_it_has()
    {
        using ScriptedEngine engine = ScriptedEngine.PerVoxel(v => v);
        ModelException e = await Assert.ThrowsAsync<ModelException>(() => RunAsync(engine, Line(1, 2), output: """{ "tensor": "logits", "decode": "argmax" }"""));
        Assert.Contains("outputs[0].tensor: The network has no \"logits\"; it has y float32[].", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "mode": "whole" }""")]
    [InlineData("""{ "mode": "sliding", "size": [32, 32, 32] }""")]
    public async Task A_cancelled_run_ends_soon_and_the_engine_works_on(string window)
    {
        using TempFolder folder = new();
        using var engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] });
        ModelFolder model = MadeModel.Write(folder, window: window, network: TinyNetwork.WriteConvolutions("cancel", layers: 60, channels: 32));
        var pipeline = new SegmentationPipeline(engine, TimeProvider.System);
        using var cancel = new CancellationTokenSource();
        Volume<float> large = RandomVolume(new VolumeShape(112, 112, 112), s_straight); // a minute of arithmetic

        Task<SegmentationResult> run = pipeline.RunAsync(model, [large], null, cancel.Token);
        Thread canceller = new(() => // of its own: on a busy machine the pool's timer comes late
        {
            cancel.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(1));
            cancel.Cancel();
        });
        canceller.Start();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(15), CancellationToken.None));
        canceller.Join();
        SegmentationResult next = await pipeline.RunAsync(model, [RandomVolume(new VolumeShape(32, 32, 32), s_straight)], null, CancellationToken.None);
        Assert.Equal(32 * 32 * 32, next.Labels.Values.Length);
    }

    private static async Task<Volume<ushort>> RunAsync(
        ScriptedEngine engine, Volume<float> input, string window = """{ "mode": "whole" }""", string output = """{ "tensor": "y", "decode": "argmax" }""", string preprocess = "",
        string spatial = "{}", string layout = "NCDHW")
    {
        using TempFolder folder = new();
        ModelFolder model = MadeModel.Write(folder, window, output, preprocess, spatial: spatial, layout: layout);
        float[] before = input.Values.ToArray();
        SegmentationResult result = await new SegmentationPipeline(engine, TimeProvider.System).RunAsync(model, [input], null, CancellationToken.None);
        Assert.Equal(before, input.Values.ToArray()); // inputs are read, never written
        return result.Labels;
    }

    private static ushort[] Positive(Volume<float> input) => Array.ConvertAll(input.Values.ToArray(), v => v > 0 ? (ushort)1 : (ushort)0);

    private static Volume<float> RandomVolume(VolumeShape shape, Geometry geometry)
    {
        Random random = new(5);
        return new Volume<float>(Enumerable.Range(0, shape.Length).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray(), shape, geometry);
    }

    private static Volume<float> Line(params float[] values) => new(values, new VolumeShape(1, 1, values.Length), s_straight);

    private static Vector3D At(Geometry geometry, VolumeShape shape, int i) => geometry.ToPatient(i / shape.SliceLength, i / shape.Width % shape.Height, i % shape.Width);
}
