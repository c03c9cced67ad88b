namespace DicomNode.Segmentation.Inference;

/// <summary>Which provider was taken, and what the ones that were asked before it answered.</summary>
/// <param name="InUse">"CPU", "CUDA" or "TensorRT".</param>
public sealed record ProviderReport(string InUse, IReadOnlyList<ProviderFailure> Refused)
{
    public override string ToString() => Refused.Count == 0 ? InUse : $"{InUse} ({string.Join("; ", Refused)})";
}

public sealed record ProviderFailure(string Provider, string Reason)
{
    public override string ToString() => $"{Provider}: {Reason}";
}
