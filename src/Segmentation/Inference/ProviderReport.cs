namespace DicomNode.Segmentation.Inference;

/// <summary>Which provider was taken, and what the ones that were asked before it answered.</summary>
/// <param name="InUse">"CPU", "CUDA", "TensorRT", or the address of a server.</param>
/// <param name="Note">What else a reader should know, for example that a rewritten graph runs.</param>
public sealed record ProviderReport(string InUse, IReadOnlyList<ProviderFailure> Refused, string? Note = null)
{
    public override string ToString()
    {
        string[] more = [.. Note is null ? [] : (string[])[Note], .. Refused.Select(r => r.ToString())];
        return more.Length == 0 ? InUse : $"{InUse} ({string.Join("; ", more)})";
    }
}

public sealed record ProviderFailure(string Provider, string Reason)
{
    public override string ToString() => $"{Provider}: {Reason}";
}
