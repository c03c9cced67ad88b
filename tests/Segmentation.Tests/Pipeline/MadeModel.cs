using System.Text.Json;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Testing;

namespace DicomNode.Segmentation.Tests.Pipeline;

/// <summary>A model folder with the parts of a manifest that a test is about.</summary>
internal static class MadeModel
{
    public static ModelFolder Write(
        TempFolder folder, string window = """{ "mode": "whole" }""", string output = """{ "tensor": "y", "decode": "argmax" }""", string preprocess = "", string postprocess = "",
        string spatial = "{}", string layout = "NCDHW", string more = "", string? network = null)
    {
        File.WriteAllText(folder.Combine("model.json"), $$"""
            {
              "manifestVersion": 1, "id": "made", "version": "1",
              "algorithm": { "name": "made", "version": "1" }, "provenance": { "license": "MIT" },
              "inputs": [ { "name": "image", "select": { "modality": ["CT"] } } ],
              "spatial": {{spatial}},
              "preprocess": [ {{preprocess}} ],
              "network": { "file": "model.onnx", "inputTensor": "x", "maxBatch": 8, "layout": "{{layout}}" },
              "window": {{window}},
              "outputs": [ {{output}} ],
              "postprocess": [ {{postprocess}} ],
              "segments": [ { "label": 1, "name": "a", "category": { "scheme": "SCT", "value": "1", "meaning": "x" }, "type": { "scheme": "SCT", "value": "1", "meaning": "x" } } ],
              {{more}}
            }
            """);
        return Load(folder, network);
    }

    public static ModelFolder Write(TempFolder folder, ModelManifest manifest)
    {
        File.WriteAllBytes(folder.Combine("model.json"), Json(manifest));
        return Load(folder, network: null);
    }

    public static byte[] Json(ModelManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Options);

    private static ModelFolder Load(TempFolder folder, string? network)
    {
        if (network is null)
        {
            File.WriteAllText(folder.Combine("model.onnx"), "played by the test");
        }
        else
        {
            File.Copy(network, folder.Combine("model.onnx"), overwrite: true);
        }

        return ModelFolder.Load(folder.Path);
    }
}
