namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>A component of a frame. ITU-T T.81 §B.2.2.</summary>
/// <param name="Across">Horizontal sampling factor, Hi.</param>
/// <param name="Down">Vertical sampling factor, Vi.</param>
/// <param name="Quantization">Which quantization table, Tqi.</param>
internal readonly record struct JpegComponent(byte Id, int Across, int Down, int Quantization);
