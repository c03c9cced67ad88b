namespace DicomNode.Segmentation.Volumes;

/// <summary>One of the volumes that a series holds.</summary>
/// <param name="Label">What tells it from the others, such as "acquisition 2"; null when it is the only one.</param>
/// <param name="Slices">Indices into the examined list.</param>
public sealed record VolumePart(string? Label, IReadOnlyList<int> Slices);
