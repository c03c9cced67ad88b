namespace DicomNode.Viewing;

/// <summary>Where the pixels of a slice are.</summary>
/// <param name="Path">The file.</param>
/// <param name="Frame">Of it, from 0.</param>
/// <param name="IsOneOfMany">The file has several frames.</param>
/// <param name="Sha256">Of its data set: the slice is the same as long as this is.</param>
internal sealed record ShownSlice(string Path, int Frame, bool IsOneOfMany, string Sha256);
