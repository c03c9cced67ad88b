using DicomNode.Dicom.Dictionary;
using DicomNode.Testing;

namespace DicomNode.Bench;

/// <summary>What is sent: single slices, as scanners make them.</summary>
/// <param name="Weight">Instances of this kind that stand for one CT slice, so that a measurement takes about as long.</param>
internal sealed record ImageKind(string Name, string Modality, string SopClassUid, int Size, int Weight)
{
    public static readonly ImageKind Ct = new("CT 512×512", "CT", Uids.CtImageStorage, 512, 1);
    public static readonly ImageKind Mr = new("MR 256×256", "MR", Uids.MrImageStorage, 256, 3);

    public MadeSeries Series(int slices) => new()
    {
        Modality = Modality, SopClassUid = SopClassUid, Slices = slices, Rows = Size, Columns = Size, PixelSpacingMm = 0.75, SliceSpacingMm = 2,
    };
}
