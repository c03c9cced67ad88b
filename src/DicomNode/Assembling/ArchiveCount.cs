namespace DicomNode.Assembling;

/// <summary>What the archive that sent a series says it holds of it.</summary>
/// <param name="AeTitle">Of the archive.</param>
/// <param name="Instances">NumberOfSeriesRelatedInstances (0020,1209).</param>
internal sealed record ArchiveCount(string AeTitle, int Instances)
{
    /// <summary>The sentence for the record when fewer are here; null when none is missing.</summary>
    public string? Shortage(int here) => here >= Instances ? null : $"{AeTitle} holds {Instances} instances of it, {here} are here.";
}
