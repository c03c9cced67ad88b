namespace DicomNode.Segmentation.Inference.Graph;

/// <summary>Nodes and constants that stand in the place of one node.</summary>
internal sealed class GraphAddition
{
    private const int Input = 1, Output = 2, NameField = 3, OpField = 4, Attribute = 5;

    private readonly List<byte[]> _nodes = [], _constants = [];

    /// <summary>NodeProto, in an order in which they can run.</summary>
    public IReadOnlyList<byte[]> Nodes => _nodes;

    /// <summary>TensorProto.</summary>
    public IReadOnlyList<byte[]> Constants => _constants;

    /// <summary>Inputs that the new nodes still use.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <returns>The name of the output.</returns>
    public string Add(string op, string output, IReadOnlyList<string> inputs, params byte[][] attributes)
    {
        Used.UnionWith(inputs);
        _nodes.Add(
        [
            .. inputs.SelectMany(i => ProtoWriter.Text(Input, i)), .. ProtoWriter.Text(Output, output), .. ProtoWriter.Text(NameField, $"{output}/{op}"),
            .. ProtoWriter.Text(OpField, op), .. attributes.SelectMany(a => ProtoWriter.Bytes(Attribute, a)),
        ]);
        return output;
    }

    /// <returns>The name of the constant.</returns>
    public string Constant(string name, params long[] values)
    {
        _constants.Add(GraphTensor.OfIntegers(name, values));
        return name;
    }

    /// <inheritdoc cref="Constant(string, long[])"/>
    public string Constant(string name, IEnumerable<int> shape, float[] values)
    {
        _constants.Add(GraphTensor.OfFloats(name, shape, values));
        return name;
    }

    public static byte[] Integers(string name, params long[] values) =>
        [.. ProtoWriter.Text(GraphAttribute.Name, name), .. values.SelectMany(v => ProtoWriter.Integer(GraphAttribute.Integers, v)), .. ProtoWriter.Integer(GraphAttribute.Type, GraphAttribute.TypeIntegers)];

    public static byte[] Integer(string name, long value) =>
        [.. ProtoWriter.Text(GraphAttribute.Name, name), .. ProtoWriter.Integer(GraphAttribute.Integer, value), .. ProtoWriter.Integer(GraphAttribute.Type, GraphAttribute.TypeInteger)];

    public static byte[] Float(string name, float value) =>
        [.. ProtoWriter.Text(GraphAttribute.Name, name), .. ProtoWriter.Single(GraphAttribute.Float, value), .. ProtoWriter.Integer(GraphAttribute.Type, GraphAttribute.TypeFloat)];
}
