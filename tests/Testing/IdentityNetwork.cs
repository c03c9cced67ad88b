namespace DicomNode.Testing;

/// <summary>A model whose network gives back what it gets: channels of any number and rank. The smallest that ONNX Runtime takes; onnx.proto gives the field numbers.</summary>
public static class IdentityNetwork
{
    private static readonly byte[] s_bytes =
    [
        0x08, 0x07, // ir_version 7
        0x3A, 0x2B, // graph
        0x0A, 0x10, 0x0A, 0x01, (byte)'x', 0x12, 0x01, (byte)'y', 0x22, 0x08, .. "Identity"u8, // node: x, y, op_type
        0x12, 0x01, (byte)'g', // name
        0x5A, 0x09, 0x0A, 0x01, (byte)'x', 0x12, 0x04, 0x0A, 0x02, 0x08, 0x01, // input x: float of any shape
        0x62, 0x09, 0x0A, 0x01, (byte)'y', 0x12, 0x04, 0x0A, 0x02, 0x08, 0x01, // output y
        0x42, 0x04, 0x0A, 0x00, 0x10, 0x0D, // opset 13
    ];

    /// <summary>Writes the folder of a model: the network, and a manifest with the parts that are given.</summary>
    /// <param name="models">The folder of models; the model's folder has the name of its id.</param>
    /// <param name="parts">JSON members: inputs, window, outputs and what else the model has.</param>
    public static void WriteModel(string models, string id, string layout, string parts)
    {
        string folder = Directory.CreateDirectory(Path.Combine(models, id)).FullName;
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), s_bytes);
        File.WriteAllText(Path.Combine(folder, "model.json"), $$"""
            {
              "manifestVersion": 1, "id": "{{id}}", "version": "1",
              "algorithm": { "name": "{{id}}", "version": "1" }, "provenance": { "license": "MIT" },
              "network": { "file": "model.onnx", "inputTensor": "x", "layout": "{{layout}}" },
              "segments": [ {
                "label": 1, "name": "Bright", "category": { "scheme": "SCT", "value": "49755003", "meaning": "Morphologically Altered Structure" },
                "type": { "scheme": "SCT", "value": "4147007", "meaning": "Mass" } } ],
              {{parts}}
            }
            """);
    }
}
