namespace DicomNode.Bench;

/// <param name="Count">CT instances in one measurement; of smaller images some more.</param>
/// <param name="Rounds">Measurements of each way.</param>
/// <param name="WarmUps">Series that a receiver gets before it is measured.</param>
internal sealed record Settings(int Count, int Rounds, int WarmUps, IReadOnlyList<ImageKind> Kinds, IReadOnlyList<int> Associations);
