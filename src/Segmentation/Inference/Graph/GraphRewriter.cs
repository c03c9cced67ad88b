namespace DicomNode.Segmentation.Inference.Graph;

/// <summary>Writes a network again with some of its nodes replaced. Everything else is copied byte by byte, what we do not know included.</summary>
internal sealed class GraphRewriter
{
    private const int ModelGraph = 7, ModelOpsets = 8, GraphNodes = 1, GraphConstants = 5;
    private const long OldestOpset = 7; // Mul of integers, LeakyRelu as it is now

    private readonly List<ProtoField> _model, _graph;
    private readonly List<(ProtoField Field, GraphNode? Node)> _fields;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _constants = new(StringComparer.Ordinal);
    private readonly string _folder;

    /// <param name="network">A ModelProto.</param>
    /// <param name="folder">Where external weights are.</param>
    /// <exception cref="ProtoException">It is none.</exception>
    public GraphRewriter(ReadOnlyMemory<byte> network, string folder)
    {
        _folder = folder;
        _model = ProtoReader.Fields(network);
        ProtoField graph = _model.Find(f => f.Number == ModelGraph);
        _graph = graph.Number == ModelGraph ? ProtoReader.Fields(graph.Value) : throw new ProtoException("There is no graph in it.");
        _fields = [.. _graph.Select(f => (f, f.Number == GraphNodes ? new GraphNode(f.Value) : null))];
        foreach (ProtoField constant in _graph.Where(f => f.Number == GraphConstants))
        {
            _constants[GraphTensor.NameOf(constant.Value)] = constant.Value;
        }
    }

    private bool IsOldEnough => _model.Where(f => f.Number == ModelOpsets).Select(f => ProtoReader.Fields(f.Value))
        .Any(o => o.Find(f => f.Number == 1) is var domain && (domain.Number == 0 || domain.Text is "" or "ai.onnx") && o.Find(f => f.Number == 2) is { Number: 2 } version && version.Integer >= OldestOpset);

    /// <summary>The nodes that can be replaced, and what by.</summary>
    public IReadOnlyDictionary<GraphNode, GraphAddition> Additions()
    {
        Dictionary<GraphNode, GraphAddition> additions = [];
        if (!IsOldEnough)
        {
            return additions;
        }

        string prefix = UnusedPrefix();
        foreach (GraphNode node in _fields.Select(f => f.Node).OfType<GraphNode>())
        {
            if ((ConvTransposeRewrite.TryRewrite(node, Floats, $"{prefix}{additions.Count}_") ?? PReluRewrite.TryRewrite(node, Floats)) is GraphAddition addition)
            {
                additions.Add(node, addition);
            }
        }

        return additions;
    }

    public async Task WriteAsync(Stream stream, IReadOnlyDictionary<GraphNode, GraphAddition> additions, CancellationToken cancellationToken)
    {
        HashSet<string> unused = Unused(additions);
        List<ReadOnlyMemory<byte>> graph = [];
        foreach ((ProtoField field, GraphNode? node) in _fields)
        {
            if (node is not null && additions.TryGetValue(node, out GraphAddition? addition))
            {
                graph.AddRange(addition.Nodes.Select(n => (ReadOnlyMemory<byte>)ProtoWriter.Bytes(GraphNodes, n)));
            }
            else if (field.Number != GraphConstants || !unused.Contains(GraphTensor.NameOf(field.Value)))
            {
                graph.Add(field.Raw);
            }
        }

        graph.AddRange(additions.Values.SelectMany(a => a.Constants).Select(c => (ReadOnlyMemory<byte>)ProtoWriter.Bytes(GraphConstants, c)));
        foreach (ProtoField field in _model)
        {
            if (field.Number != ModelGraph)
            {
                await stream.WriteAsync(field.Raw, cancellationToken);
                continue;
            }

            await stream.WriteAsync(ProtoWriter.Prefix(ModelGraph, graph.Sum(p => (long)p.Length)), cancellationToken);
            foreach (ReadOnlyMemory<byte> piece in graph)
            {
                await stream.WriteAsync(piece, cancellationToken);
            }
        }
    }

    // constants that only replaced nodes used
    private HashSet<string> Unused(IReadOnlyDictionary<GraphNode, GraphAddition> additions)
    {
        GraphNode[] nodes = [.. _fields.Select(f => f.Node).OfType<GraphNode>()];
        if (nodes.Any(n => n.HasSubgraph))
        {
            return [];
        }

        HashSet<string> unused = [.. additions.Keys.SelectMany(n => n.Inputs)];
        unused.ExceptWith(nodes.Where(n => !additions.ContainsKey(n)).SelectMany(n => n.Inputs));
        unused.ExceptWith(additions.Values.SelectMany(a => a.Used));
        return unused;
    }

    // of an initializer, of a Constant node, or of either through Identity
    private (int[] Shape, float[] Values)? Floats(string name)
    {
        for (int steps = 0; steps < 8; steps++)
        {
            if (_constants.TryGetValue(name, out ReadOnlyMemory<byte> tensor))
            {
                return GraphTensor.Floats(tensor, _folder);
            }

            switch (_fields.Select(f => f.Node).FirstOrDefault(n => n?.Outputs.Contains(name) == true))
            {
                case { Op: "Identity" } same:
                    name = same.Inputs[0];
                    break;
                case { Op: "Constant" } node when node.Tensor("value") is { } value:
                    return GraphTensor.Floats(value, _folder);
                default:
                    return null;
            }
        }

        return null;
    }

    private string UnusedPrefix()
    {
        string prefix = "cpu_";
        while (_fields.Any(f => f.Node?.Outputs.Any(o => o.StartsWith(prefix, StringComparison.Ordinal)) == true) || _constants.Keys.Any(k => k.StartsWith(prefix, StringComparison.Ordinal)))
        {
            prefix += "_";
        }

        return prefix;
    }
}
