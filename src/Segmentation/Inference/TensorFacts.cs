namespace DicomNode.Segmentation.Inference;

/// <summary>A tensor of a network's signature.</summary>
/// <param name="Shape">-1 where the size is free.</param>
/// <param name="ElementType">As ONNX names it: "float32", "int64", …</param>
public sealed record TensorFacts(string Name, IReadOnlyList<long> Shape, string ElementType)
{
    public override string ToString() => $"{Name} {ElementType}[{string.Join(", ", Shape.Select(n => n < 0 ? "?" : $"{n}"))}]";
}
