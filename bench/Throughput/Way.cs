namespace DicomNode.Bench;

/// <summary>One of the ways that are compared.</summary>
internal sealed record Way(string Name, Func<Task<Measurement>> MeasureAsync);
