using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Encoding;

/// <summary>How a data set is turned into bytes. PS3.5 §10 and annex A.</summary>
public sealed record TransferSyntax
{
    private TransferSyntax(string uid) => Uid = uid;

    public static TransferSyntax ImplicitVrLittleEndian { get; } = new(Uids.ImplicitVrLittleEndian) { IsExplicitVr = false };

    public static TransferSyntax ExplicitVrLittleEndian { get; } = new(Uids.ExplicitVrLittleEndian);

    public static TransferSyntax DeflatedExplicitVrLittleEndian { get; } = new(Uids.DeflatedExplicitVrLittleEndian) { IsDeflated = true };

    /// <summary>Retired in 2006; old archives still hold it.</summary>
    public static TransferSyntax ExplicitVrBigEndian { get; } = new(Uids.ExplicitVrBigEndian) { IsBigEndian = true };

    public string Uid { get; }

    public bool IsExplicitVr { get; private init; } = true;

    public bool IsBigEndian { get; private init; }

    /// <summary>The data set is one stream of RFC 1951; the file meta information before it is not.</summary>
    public bool IsDeflated { get; private init; }

    /// <summary>Pixel data are fragments: nearly always a compressed image. PS3.5 §A.4.</summary>
    public bool IsEncapsulated { get; private init; }

    /// <summary>Stored values may differ from what was compressed: said of syntaxes that allow it, whatever a single image does. PS3.5 §A.4.</summary>
    public bool IsLossy => IsEncapsulated && Uid is not (Uids.EncapsulatedUncompressedExplicitVrLittleEndian or Uids.RleLossless
        or Uids.JpegLossless or Uids.JpegLosslessNonHierarchical15 or Uids.JpegLosslessHierarchical28 or Uids.JpegLosslessHierarchical29 or Uids.JpegLosslessSv1
        or Uids.JpeglsLossless or Uids.Jpeg2000Lossless or Uids.Jpeg2000McLossless or Uids.Htj2KLossless or Uids.Htj2KLosslessRpcl or Uids.DeflatedImageFrameCompression);

    /// <summary>The name in PS3.6, or the UID when it is not listed there.</summary>
    public string Name => DicomDictionary.FindUid(Uid)?.Name ?? Uid;

    /// <summary>The transfer syntax of a UID; null for what PS3.6 does not list as one.</summary>
    public static TransferSyntax? Find(string uid) => uid switch
    {
        Uids.ImplicitVrLittleEndian => ImplicitVrLittleEndian,
        Uids.ExplicitVrLittleEndian => ExplicitVrLittleEndian,
        Uids.DeflatedExplicitVrLittleEndian => DeflatedExplicitVrLittleEndian,
        Uids.ExplicitVrBigEndian => ExplicitVrBigEndian,
        _ => DicomDictionary.FindUid(uid) is { Type: "Transfer Syntax" } ? Unlisted(uid) : null,
    };

    /// <summary>Explicit VR little endian with encapsulated pixel data: what every transfer syntax but the four above is, private ones as a rule too. PS3.5 §A.4.</summary>
    public static TransferSyntax Unlisted(string uid) => new(uid) { IsEncapsulated = true };

    public override string ToString() => $"{Name} ({Uid})";
}
