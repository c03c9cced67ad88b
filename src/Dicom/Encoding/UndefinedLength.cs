using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Encoding;

/// <summary>What stands behind a header of undefined length. PS3.5 §6.2.2, §7.5, §A.4.</summary>
internal enum UndefinedLength
{
    /// <summary>The VR has no such form.</summary>
    None,

    /// <summary>Items in the same VR encoding.</summary>
    Items,

    /// <summary>UN: items in implicit VR, whatever is around them.</summary>
    ImplicitItems,

    Fragments,
}

internal static class UndefinedLengths
{
    /// <param name="understood">The VR by <see cref="ImplicitVr.Understood"/>.</param>
    public static UndefinedLength Behind(ElementHeader header, Vr understood)
    {
        if (header.IsUnknownVr && header.Tag != Tags.PixelData)
        {
            return UndefinedLength.ImplicitItems;
        }

        bool hasVr = header.Vr != Vr.None;
        return understood switch
        {
            Vr.SQ => UndefinedLength.Items,
            Vr.UN when !hasVr => UndefinedLength.Items,
            Vr.OB or Vr.OW or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.UN => UndefinedLength.Fragments,
            _ => hasVr ? UndefinedLength.None : UndefinedLength.Items, // a private creator block reused, or a dictionary that has changed
        };
    }
}
