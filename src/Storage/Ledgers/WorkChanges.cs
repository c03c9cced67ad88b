using DicomNode.Storage.Rows;

namespace DicomNode.Storage.Ledgers;

/// <summary>What is otherwise since the last look.</summary>
/// <param name="Deliveries">With their result, job and series.</param>
public sealed record WorkChanges(IReadOnlyList<SeriesSummary> Series, IReadOnlyList<Delivery> Deliveries);
