namespace DicomNode.Dicom.Pixels.Native;

/// <summary>The colour space that a JPEG stream says it holds.</summary>
internal enum JpegColour
{
    Rgb,
    Ycc,
}
