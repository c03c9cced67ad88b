namespace DicomNode.Dicom.Iod;

/// <summary>What a frame of a segmentation holds.</summary>
/// <param name="Segment">From 0; null: all of them (a label map).</param>
/// <param name="Slice">Index into <see cref="SourceSeries.Slices"/>.</param>
internal readonly record struct SegmentFrame(int? Segment, int Slice);
