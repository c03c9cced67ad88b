namespace DicomNode.Dicom.Iod;

/// <summary>A colour of sRGB (IEC 61966-2-1), 0 to 255.</summary>
public readonly record struct RgbColor(byte Red, byte Green, byte Blue);
