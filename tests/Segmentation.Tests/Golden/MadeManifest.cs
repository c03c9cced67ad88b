using System.Text;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Tests.Golden;

/// <summary>A manifest with nothing in it but what a test is about.</summary>
internal static class MadeManifest
{
    public static ModelManifest With(int inputs, params PreprocessStep[] steps)
    {
        string series = string.Join(", ", Enumerable.Range(0, inputs).Select(i => $$"""{ "name": "in{{i}}", "select": { "modality": ["MR"] } }"""));
        return ManifestJson.Read(Encoding.UTF8.GetBytes($$"""
            {
              "manifestVersion": 1, "id": "made", "version": "1", "algorithm": { "name": "made", "version": "1" }, "provenance": { "license": "MIT" },
              "inputs": [ {{series}} ], "network": { "file": "model.onnx", "inputTensor": "x", "layout": "NCDHW" }, "outputs": [ { "tensor": "y", "decode": "argmax" } ],
              "segments": [ { "label": 1, "name": "a", "category": { "scheme": "SCT", "value": "1", "meaning": "x" }, "type": { "scheme": "SCT", "value": "1", "meaning": "x" } } ]
            }
            """), "model.json") with { Preprocess = steps };
    }
}
