using DicomNode.Storage.Rows;

namespace DicomNode.Storage.Ledgers;

/// <summary>A series that nothing is left to do for.</summary>
/// <param name="Delivered">The deliveries of its results that arrived; none for a series that gave no result.</param>
public sealed record RemovableSeries(long Id, string SeriesInstanceUid, int Generation, IReadOnlyList<Delivery> Delivered);
