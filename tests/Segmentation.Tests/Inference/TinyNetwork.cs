using System.Text;

namespace DicomNode.Segmentation.Tests.Inference;

/// <summary>A network of a few nodes, written as protobuf by hand: x float32[n, 1, d, h, w] to y. onnx.proto gives the field numbers.</summary>
internal static class TinyNetwork
{
    /// <summary>y = -x, as one channel.</summary>
    public static string Write(string name) => Write(name, Node("Neg", ["x"], ["y"]));

    /// <summary>y = -x in half precision.</summary>
    public static string WriteHalf(string name) => Write(name, [Node("Neg", ["x"], ["y"])], [], elementType: 10);

    /// <summary>Asks for 2^40 numbers at once.</summary>
    public static string WriteHuge(string name)
    {
        byte[] raw = [.. new long[] { 1, 1, 1 << 20, 1 << 10, 1 << 10 }.SelectMany(BitConverter.GetBytes)];
        byte[] shape = [.. Number(1, 5), .. Number(2, 7), .. Text(8, "s"), .. Bytes(9, raw)]; // data_type 7: INT64
        return Write(name, [Node("Expand", ["x", "s"], ["y"])], [shape]);
    }

    /// <summary>Two channels, [-x, x]: argmax gives 1 where x is above 0.</summary>
    public static string WriteSign(string name) => Write(name, Node("Neg", ["x"], ["n"]), Node("Concat", ["n", "x"], ["y"], ("axis", 1)));

    /// <summary>Convolutions of 3x3x3 with random weights and zeros around, a ReLU between them; two channels come out. Each takes one voxel of the border into account.</summary>
    public static string WriteConvolutions(string name, int layers, int channels = 4)
    {
        Random random = new(11);
        List<byte[]> nodes = [];
        List<byte[]> weights = [];
        for (int layer = 0; layer < layers; layer++)
        {
            int from = layer == 0 ? 1 : channels, to = layer == layers - 1 ? 2 : channels;
            (string input, string output) = (layer == 0 ? "x" : $"a{layer}", layer == layers - 1 ? "y" : $"c{layer}");
            weights.Add(Floats($"w{layer}", [to, from, 3, 3, 3], random));
            nodes.Add([.. Node("Conv", [input, $"w{layer}"], [output]), .. Ints("pads", 1, 6)]);
            if (layer < layers - 1)
            {
                nodes.Add(Node("Relu", [output], [$"a{layer + 1}"]));
            }
        }

        return Write(name, [.. nodes], [.. weights]);
    }

    /// <summary>Twice the size by a transposed convolution with bias, a PRelu of one slope, and another transposed convolution of 2x2x2 that stays what it is. Field 99 of the model is nobody's.</summary>
    public static string WriteUpsampling(string name, int pad = 1)
    {
        Random random = new(5);
        byte[][] nodes =
        [
            [.. Node("ConvTranspose", ["x", "w", "b"], ["t"]), .. Ints("strides", 2, 3), .. Ints("pads", pad, 6), .. Ints("output_padding", 1, 3)],
            Node("PRelu", ["t", "slope"], ["a"]),
            [.. Node("ConvTranspose", ["a", "v"], ["y"]), .. Ints("strides", 2, 3)],
        ];
        byte[][] weights = [Floats("w", [1, 3, 3, 3, 3], random), Floats("b", [3], random), Floats("slope", [1, 1, 1, 1], random), Floats("v", [3, 2, 2, 2, 2], random)];
        string file = Write(name, nodes, weights);
        File.WriteAllBytes(file, [.. File.ReadAllBytes(file), .. Text(99, "nobody knows")]);
        return file;
    }

    private static byte[] Ints(string name, long value, int count) =>
        Bytes(5, [.. Text(1, name), .. Enumerable.Repeat(Number(8, value), count).SelectMany(p => p), .. Number(20, 7)]); // type 7: INTS

    private static byte[] Floats(string name, long[] shape, Random random)
    {
        double most = Math.Sqrt(6.0 / shape[1..].Aggregate(1L, (a, b) => a * b)); // keeps values of one size through any number of layers (He)
        byte[] raw = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).SelectMany(_ => BitConverter.GetBytes((float)(((2 * random.NextDouble()) - 1) * most)))];
        return [.. shape.SelectMany(n => Number(1, n)), .. Number(2, 1), .. Text(8, name), .. Bytes(9, raw)]; // data_type 1: FLOAT
    }

    private static string Write(string name, params byte[][] nodes) => Write(name, nodes, []);

    private static string Write(string name, byte[][] nodes, byte[][] weights, long elementType = 1)
    {
        byte[] graph =
        [
            .. nodes.SelectMany(n => Bytes(1, n)), .. Text(2, name), .. weights.SelectMany(w => Bytes(5, w)), .. Bytes(11, Value(elementType, "x", "n", "1", "d", "h", "w")), .. Bytes(12, Value(elementType, "y", "n", "c", "d", "h", "w")),
        ];
        byte[] model = [.. Number(1, 7), .. Bytes(7, graph), .. Bytes(8, [.. Text(1, ""), .. Number(2, 13)])]; // ir_version 7, opset 13
        string file = Path.Combine(AppContext.BaseDirectory, $"tiny-{name}.onnx");
        File.WriteAllBytes(file, model);
        return file;
    }

    private static byte[] Node(string op, string[] inputs, string[] outputs, (string Name, long Value)? attribute = null) =>
    [
        .. inputs.SelectMany(i => Text(1, i)), .. outputs.SelectMany(o => Text(2, o)), .. Text(4, op),
        .. attribute is var (key, value) ? Bytes(5, [.. Text(1, key), .. Number(3, value), .. Number(20, 2)]) : [], // type 2: INT
    ];

    private static byte[] Value(long elementType, string name, params string[] dimensions)
    {
        byte[] shape = [.. dimensions.SelectMany(d => Bytes(1, long.TryParse(d, out long n) ? Number(1, n) : Text(2, d)))];
        byte[] tensor = [.. Number(1, elementType), .. Bytes(2, shape)]; // 1: FLOAT, 10: FLOAT16
        return [.. Text(1, name), .. Bytes(2, Bytes(1, tensor))];
    }

    private static byte[] Number(int field, long value) => [.. Varint((field << 3) | 0), .. Varint(value)];

    private static byte[] Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    private static byte[] Bytes(int field, byte[] value) => [.. Varint((field << 3) | 2), .. Varint(value.Length), .. value];

    private static byte[] Varint(long value)
    {
        var bytes = new List<byte>();
        while (value > 0x7F)
        {
            bytes.Add((byte)((value & 0x7F) | 0x80));
            value >>= 7;
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }
}
