using System.Globalization;

namespace DicomNode.Bench.Segmenting;

/// <summary>A model of the benchmark.</summary>
/// <param name="Kind">What the peer calls the network; null: it has none like it.</param>
/// <param name="Classes">Where scores are given: how many classes they have; 0: the network runs.</param>
internal sealed record SegmentCase(string Title, string? Kind, int Slices, int Classes = 0)
{
    /// <summary>A MONAI bundle's steps.</summary>
    public string Manifest(double overlap) => $$"""
        {
          "manifestVersion": 1, "id": "bench", "version": "1",
          "algorithm": { "name": "bench", "version": "1" }, "provenance": { "license": "MIT" },
          "inputs": [ { "name": "ct", "valueUnits": "hounsfield", "select": { "modality": ["CT"] } } ],
          "spatial": { "orientation": "RAS" },
          "preprocess": [
            { "op": "reorient" },
            { "op": "resample", "spacing": [1.5, 1.5, 1.5], "grid": "origin", "order": "linear" },
            { "op": "scale-range", "in": [-1000, 1000], "out": [0, 1], "clip": true },
          ],
          "network": { "file": "model.onnx", "inputTensor": "image", "layout": "NCDHW" },
          "window": { "mode": "sliding", "size": [96, 96, 96], "overlap": {{overlap.ToString(CultureInfo.InvariantCulture)}}, "blend": "{{(Classes > 0 ? "gaussian-monai" : "constant")}}" },
          "outputs": [ { "tensor": "logits", "channels": {{(Classes > 0 ? Classes : 2)}}, "activation": "softmax", "restore": "scores", "decode": "argmax" } ],
          "segments": [
            { "label": 1, "name": "a", "category": { "scheme": "SCT", "value": "1", "meaning": "x" }, "type": { "scheme": "SCT", "value": "1", "meaning": "x" } },
          ],
        }
        """;
}
