namespace DicomNode.CtTissueModel;

/// <summary>
/// The network of the model ct-tissue, as an ONNX file (opset 13). Nothing in it was trained: it is four thresholds on lightly smoothed Hounsfield units,
/// written as two convolutions so that it runs where any other network runs.
/// </summary>
public static class CtTissueNetwork
{
    /// <summary>Below: gas. To the next: lung. To the next: soft tissue. Above: bone. HU, after smoothing.</summary>
    public static IReadOnlyList<float> Thresholds { get; } = [-930, -350, 200];

    /// <summary>Weights of a pixel and of each of its four neighbours: enough to calm noise, too little to move the edge of a bone.</summary>
    public const float Centre = 0.6f, Neighbour = 0.1f;

    private const int FloatType = 1, Int64Type = 7;

    /// <summary>
    /// image [batch, 1, height, width] in HU → logits [batch, 4, height, width]: gas, lung, soft tissue, bone.
    /// With thresholds t1 &lt; t2 &lt; t3 the logit of class k is k * x - (t1 + … + tk): the largest is that of the interval which holds x, the lower one at a threshold.
    /// </summary>
    public static byte[] ToOnnx()
    {
        float[] bias = new float[Thresholds.Count + 1];
        for (int k = 1; k < bias.Length; k++)
        {
            bias[k] = bias[k - 1] - Thresholds[k - 1];
        }

        ProtoMessage graph = new ProtoMessage()
            .Message(1, Node("Clip", ["image", "lowest", "highest"], "clipped"))
            .Message(1, Node("Pad", ["clipped", "border"], "padded", new ProtoMessage().Text(1, "mode").Text(4, "edge").Number(20, 3)))
            .Message(1, Node("Conv", ["padded", "kernel"], "smooth"))
            .Message(1, Node("Conv", ["smooth", "slopes", "offsets"], "logits"))
            .Text(2, "ct-tissue")
            .Message(5, Floats("lowest", [], -1024))
            .Message(5, Floats("highest", [], 3071))
            .Message(5, new ProtoMessage().Number(1, 8).Number(2, Int64Type).Text(8, "border").Longs(9, 0, 0, 1, 1, 0, 0, 1, 1))
            .Message(5, Floats("kernel", [1, 1, 3, 3], 0, Neighbour, 0, Neighbour, Centre, Neighbour, 0, Neighbour, 0))
            .Message(5, Floats("slopes", [4, 1, 1, 1], 0, 1, 2, 3))
            .Message(5, Floats("offsets", [4], bias))
            .Message(11, Value("image", 1))
            .Message(12, Value("logits", 4));
        return new ProtoMessage()
            .Number(1, 7) // IR version, that of opset 13's time
            .Text(2, "tools/CtTissueModel")
            .Message(7, graph)
            .Message(8, new ProtoMessage().Text(1, "").Number(2, 13))
            .ToArray();
    }

    private static ProtoMessage Node(string type, IReadOnlyList<string> inputs, string output, params IReadOnlyList<ProtoMessage> attributes)
    {
        ProtoMessage node = new();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        node.Text(2, output).Text(3, output).Text(4, type);
        foreach (ProtoMessage attribute in attributes)
        {
            node.Message(5, attribute);
        }

        return node;
    }

    private static ProtoMessage Floats(string name, ReadOnlySpan<int> dimensions, params ReadOnlySpan<float> values)
    {
        ProtoMessage tensor = new();
        foreach (int dimension in dimensions)
        {
            tensor.Number(1, dimension);
        }

        return tensor.Number(2, FloatType).Text(8, name).Floats(9, values);
    }

    private static ProtoMessage Value(string name, int channels)
    {
        ProtoMessage shape = new ProtoMessage()
            .Message(1, new ProtoMessage().Text(2, "batch"))
            .Message(1, new ProtoMessage().Number(1, channels))
            .Message(1, new ProtoMessage().Text(2, "height"))
            .Message(1, new ProtoMessage().Text(2, "width"));
        ProtoMessage type = new ProtoMessage().Message(1, new ProtoMessage().Number(1, FloatType).Message(2, shape));
        return new ProtoMessage().Text(1, name).Message(2, type);
    }
}
