namespace DicomNode.Dicom.Iod;

/// <summary>A picture of a slice of the source, as it was drawn.</summary>
/// <param name="Slice">Index into <see cref="SourceSeries.Slices"/>.</param>
/// <param name="Pixels">Red, green, blue of 8 bits each, row by row from the top; of even length.</param>
public sealed record CapturedSlice(int Slice, int Rows, int Columns, ReadOnlyMemory<byte> Pixels);
