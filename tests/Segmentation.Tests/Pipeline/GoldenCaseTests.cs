using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Onnx;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;
using Xunit.Abstractions;

namespace DicomNode.Segmentation.Tests.Pipeline;

/// <summary>Whole runs against what MONAI itself gave on the same DICOM series.</summary>
public class GoldenCaseTests(ITestOutputHelper output)
{
    private const string SpleenManifest = """
        {
          "manifestVersion": 1, "id": "golden-spleen", "version": "1",
          "algorithm": { "name": "golden", "version": "1" }, "provenance": { "license": "MIT" },
          "inputs": [ { "name": "ct", "valueUnits": "hounsfield", "select": { "modality": ["CT"] } } ],
          "spatial": { "orientation": "RAS" },
          "preprocess": [
            { "op": "reorient" },
            { "op": "resample", "spacing": [1.5, 1.5, 2.0], "grid": "origin", "order": "linear" },
            { "op": "scale-range", "in": [-1100, 900], "out": [0, 1], "clip": true },
          ],
          "network": { "file": "model.onnx", "inputTensor": "image", "layout": "NCDHW" },
          "window": { "mode": "sliding", "size": [96, 96, 96], "overlap": 0.5 },
          "outputs": [ { "tensor": "logits", "activation": "softmax", "restore": "scores", "decode": "argmax" } ],
          "segments": [
            { "label": 1, "name": "a", "category": { "scheme": "SCT", "value": "1", "meaning": "x" }, "type": { "scheme": "SCT", "value": "1", "meaning": "x" } },
          ],
        }
        """;

    [SharedFact(Needs = "golden/monai-spleen-ct-abdomen")]
    public async Task A_MONAI_bundle_of_the_zoo_s_form_gives_the_labels_that_MONAI_gives()
    {
        string golden = SharedData.Require("golden/monai-spleen-ct-abdomen");
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "model.json"), SpleenManifest);
        File.Copy(Path.Combine(golden, "bundle", "models", "model.onnx"), Path.Combine(folder.Path, "model.onnx"));
        Volume<float> series = ReadSeries(SharedData.Require("data/ct-abdomen-pelvis-gepet"));
        using var engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] });
        SegmentationResult result = await new SegmentationPipeline(engine, TimeProvider.System).RunAsync(ModelFolder.Load(folder.Path), [series], null, CancellationToken.None);

        Volume<float> expected = NiftiFile.Read(Path.Combine(golden, "expected.nii.gz"));
        int differing = Differing(result.Labels, expected, out double worstDice);
        output.WriteLine($"{differing} of {series.Shape.Length} voxels differ, smallest Dice {worstDice:F6}; {string.Join(", ", result.StageTimings)}");
        Assert.True(worstDice >= 0.9999, $"{differing} voxels differ, smallest Dice {worstDice:F6}");
    }

    private static Volume<float> ReadSeries(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
        return SeriesVolumeBuilder.Build(files, SliceStack.Examine([.. files.Select(SeriesVolumeBuilder.ReadFacts)]), CancellationToken.None);
    }

    // through the affines: the expected volume may have its axes the other way round
    private static int Differing(Volume<ushort> labels, Volume<float> expected, out double worstDice)
    {
        var order = Segmentation.Kernels.AxisOrder.Between(AxisCodes.Of(expected.Geometry), AxisCodes.Of(labels.Geometry));
        float[] same = new float[expected.Shape.Length];
        Segmentation.Kernels.Permute.Run<float>(expected.Values, expected.Shape, same, order, CancellationToken.None);
        Assert.Equal(labels.Shape, order.Apply(expected.Shape));
        Assert.InRange((order.Apply(expected.Geometry, expected.Shape).Origin - labels.Geometry.Origin).Length, 0, 1e-3);
        long[] ours = new long[256], theirs = new long[256], both = new long[256];
        int differing = 0;
        for (int i = 0; i < same.Length; i++)
        {
            int a = labels.Values.Span[i], b = (int)same[i];
            ours[a]++;
            theirs[b]++;
            both[a] += a == b ? 1 : 0;
            differing += a == b ? 0 : 1;
        }

        worstDice = Enumerable.Range(1, 255).Where(l => ours[l] + theirs[l] > 0).Min(l => 2.0 * both[l] / (ours[l] + theirs[l]));
        return differing;
    }
}
