namespace DicomNode.Storage.Ledgers;

/// <summary>What a series waits for besides itself.</summary>
/// <param name="Models">Ids of those that need further series of the study.</param>
/// <param name="Until">UTC.</param>
/// <param name="Reason">What is missing, as a sentence.</param>
public sealed record AwaitedInputs(IReadOnlyList<string> Models, DateTime Until, string Reason);
