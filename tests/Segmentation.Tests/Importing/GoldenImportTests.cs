using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DicomNode.Segmentation.Importing;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Onnx;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Probabilities;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;
using Xunit.Abstractions;

namespace DicomNode.Segmentation.Tests.Importing;

/// <summary>A model as its makers give it, imported and run on a real series, against what MONAI and nnU-Net gave by their own code: stage by stage.</summary>
public class GoldenImportTests(ITestOutputHelper output)
{
    /// <summary>Set to "all", every case is run, with more of the logits. Without it, those of a few seconds.</summary>
    public const string Variable = "DICOMNODE_GOLDEN";

    private static readonly bool s_all = Environment.GetEnvironmentVariable(Variable) == "all";

    // of 20: each costs up to eight windows
    private static readonly int s_logitSamples = s_all ? 4 : 1;

    public static TheoryData<string> Cases => [.. s_all ? s_quick.Concat(s_long) : s_quick];

    private static readonly string[] s_quick = ["monai-wholebody-ct-abdomen", "monai-keep-fill-mr-sagittal", "monai-brats-mr-sts003", "nnunet-mr-regions-sagittal"];

    private static readonly string[] s_long = ["monai-gaussian-ct-sts003", "monai-spleen-ct-abdomen", "nnunet-ct-sts003"];

    [SharedTheory(Needs = "golden/cases.json")]
    [MemberData(nameof(Cases))]
    public async Task An_imported_model_gives_what_its_own_code_gives(string name)
    {
        var golden = GoldenCase.Load(name);
        using var folder = new TempFolder();
        using var engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] });
        ImportResult imported = await new ModelImport(engine, () => OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] })).RunAsync(golden.Source, folder.Combine("model"), null, CancellationToken.None);
        Assert.Empty(imported.Problems);
        var model = ModelFolder.Load(imported.Folder);
        IReadOnlyList<Volume<float>> series = golden.Series();
        Assert.Equal(golden.SeriesDigest, Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(series[0].Values.Span))));

        PreparedTensor tensor = Prepare(model, series);
        double prepared = Preprocessed(golden, tensor);
        double logits = await LogitsAsync(golden, model, engine, tensor);
        Judgement judgement = golden.Judge((await new SegmentationPipeline(engine, TimeProvider.System).RunAsync(model, series, null, CancellationToken.None)).Labels);
        output.WriteLine($"{name}: prepared {prepared:0.0e+0}, logits {logits:0.0e+0}, {judgement.Differing} voxels differ, agreement {judgement.Agreement:P5}, smallest Dice {judgement.SmallestDice:F6}");
        Assert.True(prepared <= golden.PreprocessedLimit, $"The prepared tensor differs by {prepared}.");
        Assert.True(logits <= golden.LogitsLimit, $"Logits differ by {logits}.");
        Assert.True(judgement.Passed, $"{judgement}");
    }

    [SharedTheory(Needs = "golden/cases.json")]
    [InlineData("monai-keep-fill-mr-sagittal")]
    [InlineData("monai-brats-mr-sts003")]
    public async Task Probabilities_are_those_that_its_own_code_gives_on_the_grid_of_the_series(string name)
    {
        var golden = GoldenCase.Load(name);
        using var folder = new TempFolder();
        using var engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] });
        ImportResult imported = await new ModelImport(engine, () => OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] })).RunAsync(golden.Source, folder.Combine("model"), null, CancellationToken.None);
        ModelManifest manifest = ModelFolder.Load(imported.Folder).Manifest with { Postprocess = [] }; // their samples are from before the steps
        File.WriteAllBytes(Path.Combine(imported.Folder, ModelFolder.ManifestName), Pipeline.MadeModel.Json(manifest));
        var model = ModelFolder.Load(imported.Folder);
        manifest = model.Manifest;
        IReadOnlyList<Volume<float>> series = golden.Series();

        SegmentationResult result = await new SegmentationPipeline(engine, TimeProvider.System).RunAsync(
            model, [.. series.Select(s => (s.Shape, s.Geometry))], _ => series, () => File.Create(folder.Combine("spool"), 1, FileOptions.DeleteOnClose), null, CancellationToken.None);

        using SegmentProbabilities probabilities = result.Probabilities!;
        VolumeShape shape = series[0].Shape;
        byte[] slice = new byte[shape.SliceLength];
        OutputSpec output = manifest.Outputs[0];
        foreach ((int[] voxel, double[] values) in golden.ScoreSamples)
        {
            for (int s = 0; s < manifest.Segments.Count; s++)
            {
                IReadOnlyList<int> labels = manifest.Segments[s].VoxelLabels;
                double expected = 255 * (output.Decode == Decode.Regions ? output.Regions.Where(r => labels.Contains(r.Label)).Max(r => values[r.Channel]) : labels.Sum(l => values[l]));
                byte found = probabilities.Of(manifest.Segments).TryReadSlice(s, voxel[2], slice) ? slice[(voxel[1] * shape.Width) + voxel[0]] : (byte)0;
                Assert.True(Math.Abs(expected - found) <= 0.5 + (255 * golden.LogitsLimit), $"{string.Join(' ', voxel)}, {manifest.Segments[s].Name}: {expected:0.000} is {found}");
            }
        }
    }

    private static PreparedTensor Prepare(ModelFolder model, IReadOnlyList<Volume<float>> series)
    {
        var preparation = new Preparation(series, model.Manifest, CancellationToken.None);
        for (int i = 0; i < model.Manifest.Preprocess.Count; i++)
        {
            preparation.Apply(i, CancellationToken.None);
        }

        return preparation.Tensor;
    }

    private static double Preprocessed(GoldenCase golden, PreparedTensor tensor)
    {
        Assert.Equal(golden.PreprocessedShape, new[] { tensor.Channels.Count, tensor.Shape.Depth, tensor.Shape.Height, tensor.Shape.Width });
        int[] stride = golden.Stride;
        double[] samples = golden.PreprocessedSamples.Values;
        double largest = 0;
        int at = 0;
        foreach (Memory<float> channel in tensor.Channels)
        {
            for (int z = 0; z < tensor.Shape.Depth; z += stride[0])
            {
                for (int y = 0; y < tensor.Shape.Height; y += stride[1])
                {
                    for (int x = 0; x < tensor.Shape.Width; x += stride[2])
                    {
                        largest = Math.Max(largest, Math.Abs(samples[at++] - channel.Span[(((z * tensor.Shape.Height) + y) * tensor.Shape.Width) + x]));
                    }
                }
            }
        }

        Assert.Equal(samples.Length, at);
        return largest;
    }

    // the windows that hold a sample, blended here by the rule of the specification and not by the code under test
    private static async Task<double> LogitsAsync(GoldenCase golden, ModelFolder model, OnnxEngine engine, PreparedTensor tensor)
    {
        List<IInferenceSession> networks = [];
        foreach (string file in model.Manifest.Network.Ensemble.Select(f => Path.Combine(model.Path, f.File)).Prepend(model.NetworkFile))
        {
            networks.Add(await engine.OpenAsync(new NetworkRequest(file), CancellationToken.None));
        }

        var predictor = new WindowPredictor(networks, model.Manifest, model.NetworkFile);
        double largest = 0;
        foreach ((int[] voxel, double[] logits) in golden.LogitSamples.Take(s_logitSamples))
        {
            double[] found = await GoldenWindows.BlendAsync(predictor, model.Manifest.Window, tensor, voxel);
            Assert.Equal(logits.Length, found.Length);
            largest = Math.Max(largest, logits.Zip(found, (a, b) => Math.Abs(a - b)).Max());
        }

        networks.ForEach(n => n.Dispose());
        return largest;
    }
}
