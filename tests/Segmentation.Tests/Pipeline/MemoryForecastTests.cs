using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Pipeline;

/// <summary>What is foretold of a run's memory; bench/segment holds it against what is measured.</summary>
public class MemoryForecastTests
{
    private const long GiB = 1L << 30;
    private static readonly Geometry s_ct = new(default, new(0.8, 0, 0), new(0, 0.8, 0), new(0, 0, 1));

    [Theory]
    [InlineData(25, 96, 2.4)]
    [InlineData(25, 128, 2.8)]
    [InlineData(105, 128, 7.6)]
    public void A_whole_body_in_many_classes_needs_slabs_of_scores_and_not_volumes_of_them(int classes, int window, double mostGiB)
    {
        using TempFolder folder = new();
        ModelManifest manifest = Model(folder, classes, window).Manifest;

        var forecast = MemoryForecast.For(manifest, [(new VolumeShape(1500, 512, 512), s_ct)], isSourceKept: false);

        Assert.InRange(forecast.Bytes, GiB, (long)(mostGiB * GiB));
    }

    [Fact]
    public void Scores_of_the_whole_are_counted_where_a_step_needs_them_all()
    {
        using TempFolder folder = new();
        ModelManifest manifest = Model(folder, 25, 96, """{ "op": "largest-component", "onGrid": "model" }""").Manifest;

        var forecast = MemoryForecast.For(manifest, [(new VolumeShape(300, 512, 512), s_ct)], isSourceKept: false);

        Assert.InRange(forecast.Bytes, 273L * 273 * 200 * 25 * sizeof(float), 4 * GiB);
        Assert.Contains("scores of 25 classes", forecast.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Probabilities_cost_a_slab_and_not_volumes_of_floats()
    {
        using TempFolder folder = new();
        ModelManifest manifest = Model(folder, 25, 96).Manifest;
        (VolumeShape, Geometry)[] grids = [(new VolumeShape(1500, 512, 512), s_ct)];

        long Network(bool withProbabilities) => MemoryForecast.For(manifest, grids, isSourceKept: false, withProbabilities).Stages.Single(s => s.Stage == "network").Bytes;
        long without = Network(false), with = Network(true);

        long slab = 9L * 273 * 273 * 25 * sizeof(float);
        Assert.InRange(with - without, slab, 2 * slab);
    }

    [Fact]
    public async Task A_run_that_would_not_fit_is_refused_with_the_numbers_before_anything_is_read()
    {
        using TempFolder folder = new();
        using ScriptedEngine engine = ScriptedEngine.PerVoxel(v => v);
        ModelFolder model = Model(folder, 25, 96);
        var pipeline = new SegmentationPipeline(engine, TimeProvider.System, MemoryLimit.Of("64 MiB"));

        InferenceException e = await Assert.ThrowsAsync<InferenceException>(() => pipeline.RunAsync(
            model, [(new VolumeShape(1500, 512, 512), s_ct)], _ => throw new InvalidOperationException("It was read."), null, CancellationToken.None));

        Assert.StartsWith("made would need ", e.Message, StringComparison.Ordinal);
        Assert.Contains("Inference:MemoryLimit (64 MiB) allows, 0.1 GiB.", e.Message, StringComparison.Ordinal);
        Assert.Empty(engine.Fed);
    }

    [Fact]
    public async Task A_series_that_was_read_for_the_run_is_let_go_before_the_network_runs()
    {
        using TempFolder folder = new();
        WeakReference? series = null;
        bool isThere = true;
        using ScriptedEngine engine = new((values, shape) =>
        {
            GC.Collect();
            isThere = series!.IsAlive;
            return ([.. Enumerable.Range(0, 3).SelectMany(_ => values)], [1, 3, .. shape[2..]]);
        });
        var shape = new VolumeShape(20, 30, 30);

        await new SegmentationPipeline(engine, TimeProvider.System).RunAsync(Model(folder, 3, 16), [(shape, s_ct)], Read, null, CancellationToken.None);

        Assert.False(isThere);

        IReadOnlyList<Volume<float>> Read(CancellationToken cancellationToken)
        {
            float[] values = new float[shape.Length];
            series = new WeakReference(values);
            return [new Volume<float>(values, shape, s_ct)];
        }
    }

    [Theory]
    [InlineData("6 GiB", 6 * GiB)]
    [InlineData("900MiB", 900L << 20)]
    [InlineData("1.5 GiB", 3 * GiB / 2)]
    public void A_limit_is_a_number_with_its_unit(string text, long bytes) => Assert.Equal(bytes, MemoryLimit.Of(text).Bytes);

    [Fact]
    public void Without_a_limit_the_machine_is_the_limit() => Assert.InRange(MemoryLimit.Of(null).Bytes, 256L << 20, 1L << 50);

    private static ModelFolder Model(TempFolder folder, int classes, int window, string postprocess = "") => MadeModel.Write(
        folder, $$"""{ "mode": "sliding", "size": [{{window}}, {{window}}, {{window}}], "overlap": 0.5, "blend": "gaussian-monai" }""",
        $$"""{ "tensor": "y", "channels": {{classes}}, "activation": "softmax", "decode": "argmax" }""",
        """{ "op": "reorient" }, { "op": "resample", "spacing": [1.5, 1.5, 1.5], "grid": "origin" }, { "op": "scale-range", "in": [-1000, 1000], "out": [0, 1] }""", postprocess, """{ "orientation": "RAS" }""");
}
