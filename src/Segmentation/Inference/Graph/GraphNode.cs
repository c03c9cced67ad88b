namespace DicomNode.Segmentation.Inference.Graph;

/// <summary>A node of a graph as it was read: NodeProto of onnx.proto.</summary>
internal sealed class GraphNode
{
    private const int Input = 1, Output = 2, NameField = 3, OpField = 4, Attribute = 5, DomainField = 7;

    private readonly Dictionary<string, List<ProtoField>> _attributes = new(StringComparer.Ordinal);

    public GraphNode(ReadOnlyMemory<byte> message)
    {
        List<ProtoField> fields = ProtoReader.Fields(message);
        Inputs = [.. fields.Where(f => f.Number == Input).Select(f => f.Text)];
        Outputs = [.. fields.Where(f => f.Number == Output).Select(f => f.Text)];
        Name = TextOf(fields, NameField);
        Op = TextOf(fields, DomainField) is "" or "ai.onnx" ? TextOf(fields, OpField) : ""; // operators of others are none of ours
        foreach (ProtoField field in fields.Where(f => f.Number == Attribute))
        {
            List<ProtoField> attribute = ProtoReader.Fields(field.Value);
            _attributes[TextOf(attribute, GraphAttribute.Name)] = attribute;
        }
    }

    public IReadOnlyList<string> Inputs { get; }

    public IReadOnlyList<string> Outputs { get; }

    public string Name { get; }

    /// <summary>Of the default domain; empty for others.</summary>
    public string Op { get; }

    /// <summary>A graph inside the node may use any name of the graph around it.</summary>
    public bool HasSubgraph => _attributes.Values.Any(a => a.Any(f => f.Number is GraphAttribute.Graph or GraphAttribute.Graphs));

    public bool Has(string attribute) => _attributes.ContainsKey(attribute);

    public long[] Integers(string attribute, params long[] absent) =>
        _attributes.TryGetValue(attribute, out List<ProtoField>? fields) ? [.. ProtoReader.Integers(fields, GraphAttribute.Integers)] : absent;

    public long Integer(string attribute, long absent) =>
        _attributes.TryGetValue(attribute, out List<ProtoField>? fields) ? fields.FirstOrDefault(f => f.Number == GraphAttribute.Integer) is { Number: not 0 } i ? i.Integer : 0 : absent;

    public string Text(string attribute, string absent) => _attributes.TryGetValue(attribute, out List<ProtoField>? fields) ? TextOf(fields, GraphAttribute.String) : absent;

    public ReadOnlyMemory<byte>? Tensor(string attribute) =>
        _attributes.TryGetValue(attribute, out List<ProtoField>? fields) && fields.Find(f => f.Number == GraphAttribute.Tensor) is { Number: not 0 } tensor ? tensor.Value : null;

    private static string TextOf(List<ProtoField> fields, int number) => fields.FindLast(f => f.Number == number) is { Number: not 0 } field ? field.Text : "";
}

/// <summary>Field numbers of AttributeProto.</summary>
internal static class GraphAttribute
{
    public const int Name = 1, Float = 2, Integer = 3, String = 4, Tensor = 5, Graph = 6, Integers = 8, Graphs = 11, Type = 20;

    /// <summary>AttributeType.</summary>
    public const int TypeFloat = 1, TypeInteger = 2, TypeIntegers = 7;
}
