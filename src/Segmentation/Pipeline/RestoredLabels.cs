namespace DicomNode.Segmentation.Pipeline;

/// <summary>Labels on the source grid.</summary>
/// <param name="Decided">As they were before steps on the grid of the scores; null: there are none, or nobody asked.</param>
internal readonly record struct RestoredLabels(Memory<ushort> Labels, Memory<ushort>? Decided = null);
