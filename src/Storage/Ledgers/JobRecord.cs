namespace DicomNode.Storage.Ledgers;

/// <summary>What is booked of a job beside its results.</summary>
/// <param name="Provider">What inference ran on.</param>
/// <param name="ModelHash">SHA-256 over manifest and weights, 64 hex digits.</param>
/// <param name="Findings">JSON array of what the gate found; null: nothing.</param>
/// <param name="Holds">Destinations whose deliveries wait for an operator, with the reason.</param>
public sealed record JobRecord(string? Provider, string? ModelHash, string? Findings, IReadOnlyDictionary<string, string> Holds)
{
    /// <summary>Nothing was found.</summary>
    public static JobRecord Of(string? provider) => new(provider, null, null, new Dictionary<string, string>());
}
