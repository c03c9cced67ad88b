namespace DicomNode.Dicom.Encoding;

/// <summary>How the delimiter of an item or sequence came. The default is the standard's: there where the length is undefined, with a length of zero. PS3.5 §7.5.</summary>
/// <param name="Misplaced">Absent from an item of undefined length; present behind a sequence that has a length.</param>
/// <param name="Length">What its length field said. It has no content in any case.</param>
internal readonly record struct Delimiter(bool Misplaced, uint Length);
