namespace DicomNode.Segmentation.Kernels;

/// <summary>How much of a traced contour a receiver takes.</summary>
/// <param name="ToleranceMm">How far a line may move when points are left out; 0: none is left out.</param>
/// <param name="MaxPoints">Most points of a polygon, at least 4; null: as many as it has.</param>
public readonly record struct ContourLimits(double ToleranceMm, int? MaxPoints);
