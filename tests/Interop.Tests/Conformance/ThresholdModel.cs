using System.Globalization;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Tests.Pipeline;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>A model that is a few thresholds: segment k is what lies above threshold k and not above the next. It has a manifest like any other and runs through the node's own path.</summary>
internal static class ThresholdModel
{
    private static readonly string[] s_segments =
    [
        """ "name": "Liver", "type": { "scheme": "SCT", "value": "10200004", "meaning": "Liver" }, "rtRoiType": "ORGAN" """,
        """ "name": "Spleen", "type": { "scheme": "SCT", "value": "78961009", "meaning": "Spleen" }, "typeModifier": { "scheme": "SCT", "value": "7771000", "meaning": "Left" } """,
        """ "name": "Lesion", "type": { "scheme": "SCT", "value": "52988006", "meaning": "Lesion" }, "rtRoiType": "GTV" """,
    ];

    /// <summary>The folder of a model with so many thresholds, 1 to 3.</summary>
    /// <param name="minMl">What is smaller is noise and left out.</param>
    public static ModelFolder Write(string folder, int thresholds, double minMl)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "model.onnx"), "played by ScriptedEngine");
        File.WriteAllText(Path.Combine(folder, "model.json"), $$"""
            {
              "manifestVersion": 1, "id": "threshold", "version": "1.0",
              "algorithm": { "name": "threshold", "version": "1.0", "source": "tests" }, "provenance": { "license": "MIT" },
              "inputs": [ { "name": "image", "select": { "modality": ["CT", "MR"] } } ],
              "spatial": { "keepNativeOrientation": true },
              "network": { "file": "model.onnx", "inputTensor": "x", "layout": "NCHW", "channels": 1 },
              "window": { "mode": "slices", "sliceAxis": 0 },
              "outputs": [ { "tensor": "y", "channels": {{thresholds + 1}}, "restore": "scores", "decode": "argmax" } ],
              "postprocess": [ { "op": "remove-small", "labels": [ {{string.Join(", ", Enumerable.Range(1, thresholds))}} ], "minMl": {{minMl.ToString(CultureInfo.InvariantCulture)}}, "connectivity": 26 } ],
              "segments": [ {{string.Join(",\n", s_segments.Take(thresholds).Select((s, i) =>
                  $$"""{ "label": {{(i + 1).ToString(CultureInfo.InvariantCulture)}}, "category": { "scheme": "SCT", "value": "123037004", "meaning": "Anatomical Structure" }, {{s}} }"""))}} ]
            }
            """);
        return ModelFolder.Load(folder);
    }

    /// <summary>The score of class k at x is k · x - (t1 + … + tk): the largest is that of the interval which holds x.</summary>
    public static ScriptedEngine Engine(params double[] thresholds) => ScriptedEngine.PerVoxel(
        [.. Enumerable.Range(0, thresholds.Length + 1).Select(k => (Func<float, float>)(x => (float)((k * x) - thresholds.Take(k).Sum())))]);
}
