namespace DicomNode.Dicom.Iod.Reading;

/// <summary>What a segmentation says of one of its frames.</summary>
/// <param name="Index">From 0, in the order of the pixel data.</param>
/// <param name="SegmentNumber">The segment; null in a label map, whose pixels say it themselves.</param>
/// <param name="Plane">Where it lies; null where the object does not say it (segmentations of images without a frame of reference).</param>
/// <param name="SourceInstanceUid">The image it was made from, when it names one.</param>
/// <param name="SourceFrame">The frame of that image, from 1, when it names one.</param>
public sealed record StoredFrame(int Index, int? SegmentNumber, FramePlane? Plane, string? SourceInstanceUid, int? SourceFrame);
