namespace DicomNode.Demo;

/// <summary>Where the series of the demonstration is.</summary>
/// <param name="State">Of its job, or of the series as long as it has none.</param>
/// <param name="SecondsByStage">Of the job, once it is done.</param>
internal sealed record DemoProgress(string State, string? Reason, IReadOnlyDictionary<string, double>? SecondsByStage);
