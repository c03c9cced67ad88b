namespace DicomNode.Storage.Ledgers;

/// <summary>What a route asks for.</summary>
/// <param name="Outputs">Kinds of result: SEG, RTSTRUCT.</param>
/// <param name="Destinations">Names of peers.</param>
/// <param name="Priority">A higher one runs first.</param>
public sealed record NewJob(string ModelId, string ModelVersion, string InputDigest, IReadOnlyList<string> Outputs, IReadOnlyList<string> Destinations, int Priority = 0);
