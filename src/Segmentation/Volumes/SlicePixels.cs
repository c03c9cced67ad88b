namespace DicomNode.Segmentation.Volumes;

/// <summary>Where the pixels of a slice are.</summary>
/// <param name="Path">A file.</param>
/// <param name="Frame">Of it, from 0.</param>
public readonly record struct SlicePixels(string Path, int Frame);
