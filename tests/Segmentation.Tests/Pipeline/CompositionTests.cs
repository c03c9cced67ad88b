using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Tests.Golden;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Pipeline;

/// <summary>One result of several networks, and of several series; each network is a function of the test, told by its file.</summary>
public class CompositionTests
{
    private static readonly Geometry s_grid = new(new(-20, 10, -30), new(1, 0, 0), new(0, 2, 0), new(0, 0, 4));

    [Fact]
    public async Task United_networks_write_over_each_other_in_their_order_and_what_the_map_does_not_name_is_dropped()
    {
        using TempFolder folder = new();
        ModelManifest manifest = Whole() with
        {
            Compose = new() { Union = [new() { File = "b.onnx", Map = new Dictionary<int, int> { [1] = 7 } }, new() { File = "c.onnx", Map = new Dictionary<int, int> { [2] = 9 } }] },
            Postprocess = [new() { Op = PostOp.Remap, Map = new Dictionary<int, int> { [9] = 5 } }],
        };
        Touch(folder, "b.onnx", "c.onnx");
        ModelFolder model = MadeModel.Write(folder, manifest);
        using FilesEngine engine = new() { ["model.onnx"] = Above(0), ["b.onnx"] = Above(2), ["c.onnx"] = ScriptedEngine.PerVoxel(_ => 0, v => v == 1 ? 1 : -1, v => v > 3 ? 1 : -1) };

        SegmentationResult result = await RunAsync(engine, model, Line(-1, 1, 3, 4));

        Assert.Equal([0, 1, 7, 5], result.Labels.Values.ToArray());
        Assert.Equal(["prepare", "network", "restore", "postprocess"], result.StageTimings.Select(t => t.Stage));
    }

    [Fact]
    public async Task Networks_that_vote_give_the_label_that_most_of_them_give_and_of_equals_the_smallest()
    {
        using TempFolder folder = new();
        ModelManifest manifest = Whole();
        manifest = manifest with { Network = manifest.Network with { EnsembleOn = EnsembleOn.LabelsVote, Ensemble = [new() { File = "b.onnx" }, new() { File = "c.onnx" }] } };
        Touch(folder, "b.onnx", "c.onnx");
        ModelFolder model = MadeModel.Write(folder, manifest);
        using FilesEngine engine = new() { ["model.onnx"] = Above(0), ["b.onnx"] = Above(1), ["c.onnx"] = ScriptedEngine.PerVoxel(_ => 0, _ => -1, v => v > 2 ? 1 : -1) };

        Assert.Equal([0, 0, 1, 1], (await RunAsync(engine, model, Line(-1, 1, 2, 3))).Labels.Values.ToArray());
        engine["b.onnx"] = ScriptedEngine.PerVoxel(v => 3 - v);
        Assert.Equal([0, 0, 0, 0], (await RunAsync(engine, model, Line(-1, 1, 2, 3))).Labels.Values.ToArray()); // 1, 0, 2: all equal
    }

    [Fact]
    public async Task A_model_looks_only_at_the_box_that_another_one_found_and_a_margin_in_mm_along_the_tensor_s_axes()
    {
        using TempFolder root = new();
        ModelFolder model = Cropped(root, WhenEmpty.Skip);
        ScriptedEngine fine = Above(0);
        using FilesEngine engine = new() { ["coarse.onnx"] = ScriptedEngine.PerVoxel(_ => 0, v => v == 9 ? 1 : -1, v => v == 5 ? 1 : -1), ["model.onnx"] = fine };
        Volume<float> input = Ones(new VolumeShape(6, 8, 20));
        input.Values.Span[Index(input.Shape, 3, 4, 10)] = 5;
        input.Values.Span[Index(input.Shape, 0, 0, 0)] = 9; // label 1, which is not asked for

        Volume<ushort> labels = (await RunAsync(engine, model, input)).Labels;

        // RAS: columns, rows, slices; 2.5, 2 and 3 mm are 2, 1 and 0 voxels of 1, 2 and 4 mm
        Assert.Equal([1, 1, 5, 3, 1], Assert.Single(fine.Fed));
        ushort[] expected = new ushort[input.Shape.Length];
        foreach ((int y, int x) in from y in Enumerable.Range(3, 3) from x in Enumerable.Range(8, 5) select (y, x))
        {
            expected[Index(input.Shape, 3, y, x)] = 1;
        }

        Assert.Equal(expected, labels.Values.ToArray());
        Assert.Equal(s_grid, labels.Geometry);
    }

    [Fact]
    public async Task Where_nothing_was_found_the_manifest_says_what_happens()
    {
        ScriptedEngine nothing = ScriptedEngine.PerVoxel(_ => 0, _ => -1, _ => -1);
        Volume<float> input = Ones(new VolumeShape(2, 3, 4));
        foreach ((WhenEmpty then, int labelled) in new[] { (WhenEmpty.Skip, 0), (WhenEmpty.Whole, 24) })
        {
            using TempFolder root = new();
            using FilesEngine engine = new() { ["coarse.onnx"] = nothing, ["model.onnx"] = Above(0) };
            Assert.Equal(labelled, (await RunAsync(engine, Cropped(root, then), input)).Labels.Values.ToArray().Count(l => l == 1));
        }

        using TempFolder other = new();
        using FilesEngine failing = new() { ["coarse.onnx"] = nothing, ["model.onnx"] = Above(0) };
        VolumeException e = await Assert.ThrowsAsync<VolumeException>(() => RunAsync(failing, Cropped(other, WhenEmpty.Fail), input));
        Assert.Contains("coarse found none of its labels 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_says_where_to_look_has_to_be_there_and_to_look_everywhere()
    {
        using TempFolder root = new();
        _ = Cropped(root, WhenEmpty.Skip);
        File.Delete(root.Combine("coarse", "model.json"));
        Assert.Contains(ModelFolder.Check(root.Combine("fine")), p => p.Key == "compose.cropFrom.model" && p.Sentence.Contains("There is no model.json", StringComparison.Ordinal));

        Write(root, "coarse", Whole() with { Id = "coarse", Compose = new() { CropFrom = new() { Model = "fine", Labels = [1] } } });
        Assert.Contains(ModelFolder.Check(root.Combine("fine")), p => p.Key == "compose.cropFrom.model" && p.Sentence.Contains("must look everywhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Inputs_are_the_channels_that_the_manifest_names_whatever_their_order()
    {
        using TempFolder folder = new();
        ModelManifest manifest = MadeManifest.With(2);
        ModelFolder model = MadeModel.Write(folder, manifest with { Inputs = [manifest.Inputs[0] with { Channel = 1 }, manifest.Inputs[1] with { Channel = 0, Reference = true }] });
        List<float[]> fed = [];
        using ScriptedEngine engine = new((values, shape) =>
        {
            fed.Add(values);
            return ([.. values], [1, 2, .. shape[2..]]);
        });

        SegmentationResult result = await new SegmentationPipeline(engine, TimeProvider.System).RunAsync(model, [Line(1, 2), Line(3, 1)], null, CancellationToken.None);

        Assert.Equal([1, 2, 1, 1, 2], Assert.Single(engine.Fed));
        Assert.Equal([3, 1, 1, 2], Assert.Single(fed));
        Assert.Equal([0, 1], result.Labels.Values.ToArray());
    }

    [Theory]
    [InlineData("NDHWC")]
    [InlineData("NCDHW")]
    public async Task Channels_may_come_last(string layout)
    {
        using TempFolder folder = new();
        ModelManifest manifest = MadeManifest.With(2);
        TensorLayout order = layout == "NDHWC" ? TensorLayout.Ndhwc : TensorLayout.Ncdhw;
        ModelFolder model = MadeModel.Write(folder, manifest with { Network = manifest.Network with { Layout = order, MirrorAxes = [2] } });
        using ScriptedEngine engine = new((values, shape) => (values, shape));

        SegmentationResult result = await new SegmentationPipeline(engine, TimeProvider.System).RunAsync(model, [Line(1, 2, 5), Line(3, 1, 6)], null, CancellationToken.None);

        Assert.All(engine.Fed, shape => Assert.Equal(layout == "NDHWC" ? [1, 1, 1, 3, 2] : [1, 2, 1, 1, 3], shape));
        Assert.Equal(2, engine.Fed.Count);
        Assert.Equal([1, 0, 1], result.Labels.Values.ToArray());
    }

    [Fact]
    public async Task A_series_on_another_grid_is_refused_or_brought_to_that_of_the_reference()
    {
        using TempFolder folder = new();
        ModelManifest manifest = MadeManifest.With(2);
        List<float[]> fed = [];
        using ScriptedEngine engine = new((values, shape) =>
        {
            fed.Add(values);
            return ([.. values], [1, 2, .. shape[2..]]);
        });
        var pipeline = new SegmentationPipeline(engine, TimeProvider.System);
        var coarse = new Volume<float>(new float[] { 2, 6 }, new VolumeShape(1, 1, 2), s_grid with { ColumnStep = new(4, 0, 0) });

        VolumeException e = await Assert.ThrowsAsync<VolumeException>(() => pipeline.RunAsync(MadeModel.Write(folder, manifest), [Line(1, 1, 1, 1, 1, 1, 1, 1), coarse], null, CancellationToken.None));
        Assert.Contains("The input in1 of made does not lie on the grid of the reference", e.Message, StringComparison.Ordinal);

        ModelFolder model = MadeModel.Write(folder, manifest with { Spatial = new() { MultiInput = MultiInput.ResampleToReference } });
        await pipeline.RunAsync(model, [Line(1, 1, 1, 1, 1, 1, 1, 1), coarse], null, CancellationToken.None);
        Assert.Equal([2, 3, 4, 5, 6, 6, 6, 2], fed[0][8..]); // beyond half a voxel its smallest value
    }

    [Theory]
    [InlineData("scores", 0)]
    [InlineData("labels-nearest", 0)]
    [InlineData("scores", 3)]
    [InlineData("labels-nearest", 3)]
    public async Task Labels_of_a_crop_come_back_to_their_place_and_outside_of_it_is_what_the_manifest_says(string restore, int outside)
    {
        foreach (PreprocessStep[] steps in new PreprocessStep[][]
        {
            [new() { Op = PreprocessOp.CropNonzero }, new() { Op = PreprocessOp.Resample, Spacing = [2, 1, 0.5], Grid = ResampleGrid.HalfPixel, Order = Interpolation.Nearest }],
            [new() { Op = PreprocessOp.Resample, Spacing = [2, 1, 0.5], Grid = ResampleGrid.HalfPixel, Order = Interpolation.Nearest }, new() { Op = PreprocessOp.CropForeground }],
        })
        {
            using TempFolder folder = new();
            using ScriptedEngine engine = Above(1);
            ModelManifest manifest = MadeManifest.With(1, steps);
            ModelFolder model = MadeModel.Write(folder, manifest with
            {
                Outputs = [manifest.Outputs[0] with { Restore = restore == "scores" ? Restore.Scores : Restore.LabelsNearest, OutsideCrop = outside, Activation = Activation.Softmax }],
            });
            Volume<float> input = Ones(new VolumeShape(5, 6, 7));
            ushort[] expected = new ushort[input.Shape.Length];
            for (int i = 0; i < expected.Length; i++)
            {
                (int z, int y, int x) = (i / input.Shape.SliceLength, i / input.Shape.Width % input.Shape.Height, i % input.Shape.Width);
                bool isInside = z is >= 1 and <= 3 && y is >= 2 and <= 4 && x is >= 1 and <= 4;
                input.Values.Span[i] = isInside ? 2 : 0;
                expected[i] = isInside ? (ushort)1 : (ushort)outside;
            }

            Assert.Equal(expected, (await RunAsync(engine, model, input)).Labels.Values.ToArray());
        }
    }

    private static ModelFolder Cropped(TempFolder root, WhenEmpty ifEmpty)
    {
        ModelManifest coarse = Whole() with { Id = "coarse" };
        Write(root, "coarse", coarse with { Network = coarse.Network with { File = "coarse.onnx" } });
        Write(root, "fine", MadeManifest.With(1, new PreprocessStep { Op = PreprocessOp.Reorient }) with
        {
            Id = "fine", Spatial = new() { Orientation = "RAS" }, Compose = new() { CropFrom = new() { Model = "coarse", Labels = [2], MarginMm = [2.5, 2, 3], IfEmpty = ifEmpty } },
        });
        return ModelFolder.Load(root.Combine("fine"));
    }

    private static void Write(TempFolder root, string name, ModelManifest manifest)
    {
        Directory.CreateDirectory(root.Combine(name));
        File.WriteAllBytes(root.Combine(name, "model.json"), MadeModel.Json(manifest));
        File.WriteAllText(root.Combine(name, manifest.Network.File), "played by the test");
    }

    private static ModelManifest Whole() => MadeManifest.With(1);

    private static ScriptedEngine Above(float threshold) => ScriptedEngine.PerVoxel(_ => 0, v => v - threshold);

    private static void Touch(TempFolder folder, params string[] names) => Array.ForEach(names, n => File.WriteAllText(folder.Combine(n), "played by the test"));

    private static Task<SegmentationResult> RunAsync(IInferenceEngine engine, ModelFolder model, Volume<float> input) =>
        new SegmentationPipeline(engine, TimeProvider.System).RunAsync(model, [input], null, CancellationToken.None);

    private static Volume<float> Line(params float[] values) => new(values, new VolumeShape(1, 1, values.Length), s_grid);

    private static Volume<float> Ones(VolumeShape shape) => new(Enumerable.Repeat(1f, shape.Length).ToArray(), shape, s_grid);

    private static int Index(VolumeShape shape, int z, int y, int x) => (((z * shape.Height) + y) * shape.Width) + x;

    /// <summary>A network for each file name.</summary>
    private sealed class FilesEngine : IInferenceEngine
    {
        private readonly Dictionary<string, ScriptedEngine> _networks = [];

        public ScriptedEngine this[string file]
        {
            set => _networks[file] = value;
        }

        public Task<IInferenceSession> OpenAsync(NetworkRequest network, CancellationToken cancellationToken) =>
            Task.FromResult<IInferenceSession>(_networks[Path.GetFileName(network.File)]);

        public void Dispose()
        {
            // nothing is held
        }
    }
}
