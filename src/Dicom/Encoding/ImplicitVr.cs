using System.Buffers.Binary;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Encoding;

/// <summary>The VR of an element that came without one: the dictionary's, and the rules of PS3.5 §A.1 where the dictionary gives several.</summary>
internal static class ImplicitVr
{
    /// <param name="pixelsAreSigned">PixelRepresentation of the data set or of one that encloses it: decides between US and SS.</param>
    public static Vr Of(Tag tag, bool pixelsAreSigned)
    {
        if (DicomDictionary.Find(tag) is not DictionaryEntry entry)
        {
            return DicomDictionary.VrOf(tag);
        }

        return entry switch
        {
            { LastVr: Vr.SS, Vr: Vr.US } => pixelsAreSigned ? Vr.SS : Vr.US,
            { LastVr: not Vr.None } => entry.LastVr, // OB or OW, US or OW: OW
            _ => entry.Vr,
        };
    }

    /// <summary>
    /// The VR by which a value is understood: that of its header; the dictionary's where the header has none, or UN, or a code that nobody knows.
    /// In big endian the last two stay UN: what UN means there for the order of bytes is not known.
    /// </summary>
    public static Vr Understood(ElementHeader header, bool bigEndian, bool pixelsAreSigned) =>
        header.Vr == Vr.None || (header.IsUnknownVr && !bigEndian) ? Of(header.Tag, pixelsAreSigned) : header.IsUnknownVr ? Vr.UN : header.Vr;

    public static bool IsSigned(ReadOnlySpan<byte> pixelRepresentation) =>
        pixelRepresentation.Length >= 2 && BinaryPrimitives.ReadUInt16LittleEndian(pixelRepresentation) == 1;
}
