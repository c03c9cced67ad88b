namespace DicomNode.Segmentation.Inference.Graph;

/// <summary>
/// A transposed convolution of 3x3x3 with stride 2 that doubles the size, as a convolution of 2x2x2 that makes eight values for each voxel and a step that puts them in their
/// places. ONNX Runtime's CPU convolution is fast, its transposed one is not. Along an axis output 2q is tap 1 of input q; output 2q+1 is tap 2 of input q and tap 0 of q+1.
/// </summary>
internal static class ConvTransposeRewrite
{
    // (which of the two outputs, which of the two inputs) -> tap; the fourth combination has none
    private static readonly (int Output, int Input, int Tap)[] s_taps = [(0, 0, 1), (1, 0, 2), (1, 1, 0)];

    /// <param name="node">Any node.</param>
    /// <param name="constant">Values of a name that is constant, of 32-bit floats; null for others.</param>
    /// <param name="prefix">For new names.</param>
    /// <returns>Null: the node stays.</returns>
    public static GraphAddition? TryRewrite(GraphNode node, Func<string, (int[] Shape, float[] Values)?> constant, string prefix)
    {
        if (!Fits(node) || constant(node.Inputs[1]) is not ([int from, int to, 3, 3, 3], float[] weights)) // W is [in, out, 3, 3, 3]
        {
            return null;
        }

        (int[] Shape, float[] Values)? bias = node.Inputs.Count > 2 && node.Inputs[2].Length > 0 ? constant(node.Inputs[2]) : ([0], []);
        if (bias is null)
        {
            return null;
        }

        GraphAddition made = new();
        List<string> inputs = [node.Inputs[0], made.Constant($"{prefix}w", [to * 8, from, 2, 2, 2], Kernels(weights, from, to))];
        if (bias.Value.Values.Length > 0)
        {
            inputs.Add(made.Constant($"{prefix}b", [to * 8], [.. bias.Value.Values.SelectMany(b => Enumerable.Repeat(b, 8))]));
        }

        string eight = made.Add(
            "Conv", $"{prefix}c", inputs, GraphAddition.Integers("kernel_shape", 2, 2, 2), GraphAddition.Integers("strides", 1, 1, 1), GraphAddition.Integers("pads", 0, 0, 0, 1, 1, 1));

        // [n, 8 to, d, h, w] -> [n, to, 2, 2, 2, d, h, w] -> [n, to, d, 2, h, 2, w, 2] -> [n, to, 2d, 2h, 2w], whatever the sizes are
        string size = made.Add("Shape", $"{prefix}s", [eight]);
        string batch = made.Add("Gather", $"{prefix}n", [size, made.Constant($"{prefix}i0", 0)]);
        string space = made.Add("Gather", $"{prefix}d", [size, made.Constant($"{prefix}i2", 2, 3, 4)]);
        string apart = made.Add("Concat", $"{prefix}s8", [batch, made.Constant($"{prefix}k", to, 2, 2, 2), space], GraphAddition.Integer("axis", 0));
        string doubled = made.Add("Mul", $"{prefix}d2", [space, made.Constant($"{prefix}two", 2, 2, 2)]);
        string whole = made.Add("Concat", $"{prefix}s5", [batch, made.Constant($"{prefix}co", to), doubled], GraphAddition.Integer("axis", 0));
        string split = made.Add("Reshape", $"{prefix}r", [eight, apart]);
        string woven = made.Add("Transpose", $"{prefix}t", [split], GraphAddition.Integers("perm", 0, 1, 5, 2, 6, 3, 7, 4));
        made.Add("Reshape", node.Outputs[0], [woven, whole]);
        return made;
    }

    private static bool Fits(GraphNode node) =>
        node is { Op: "ConvTranspose", Inputs.Count: 2 or 3, Outputs.Count: 1 } && !node.Has("output_shape") && node.Integer("group", 1) == 1 && node.Text("auto_pad", "NOTSET") == "NOTSET"
        && node.Integers("strides", 1, 1, 1).SequenceEqual([2, 2, 2]) && node.Integers("dilations", 1, 1, 1).SequenceEqual([1, 1, 1])
        && node.Integers("pads", 0, 0, 0, 0, 0, 0).SequenceEqual([1, 1, 1, 1, 1, 1]) && node.Integers("output_padding", 0, 0, 0).SequenceEqual([1, 1, 1]);

    // [in, out, 3, 3, 3] -> [out, 2, 2, 2, in, 2, 2, 2]
    private static float[] Kernels(float[] weights, int from, int to)
    {
        float[] kernels = new float[to * 8 * from * 8];
        for (int o = 0; o < to; o++)
        {
            for (int i = 0; i < from; i++)
            {
                ReadOnlySpan<float> taps = weights.AsSpan(((i * to) + o) * 27, 27);
                foreach ((int za, int zi, int zt) in s_taps)
                {
                    foreach ((int ya, int yi, int yt) in s_taps)
                    {
                        foreach ((int xa, int xi, int xt) in s_taps)
                        {
                            int place = (((((o * 8) + (za * 4) + (ya * 2) + xa) * from) + i) * 8) + (zi * 4) + (yi * 2) + xi;
                            kernels[place] = taps[(zt * 9) + (yt * 3) + xt];
                        }
                    }
                }
            }
        }

        return kernels;
    }
}
