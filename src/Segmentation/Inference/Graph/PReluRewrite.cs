namespace DicomNode.Segmentation.Inference.Graph;

/// <summary>A PRelu with one slope for all is a LeakyRelu, which ONNX Runtime joins to the convolution before it.</summary>
internal static class PReluRewrite
{
    /// <inheritdoc cref="ConvTransposeRewrite.TryRewrite"/>
    public static GraphAddition? TryRewrite(GraphNode node, Func<string, (int[] Shape, float[] Values)?> constant)
    {
        if (node is not { Op: "PRelu", Inputs.Count: 2, Outputs.Count: 1 } || constant(node.Inputs[1]) is not (_, { Length: 1 } slope))
        {
            return null;
        }

        GraphAddition made = new();
        made.Add("LeakyRelu", node.Outputs[0], [node.Inputs[0]], GraphAddition.Float("alpha", slope[0]));
        return made;
    }
}
