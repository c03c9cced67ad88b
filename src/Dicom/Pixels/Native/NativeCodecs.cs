using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Pixels.Native;

/// <summary>Which family a transfer syntax belongs to.</summary>
internal static class NativeCodecs
{
    /// <returns>Null: none of ours.</returns>
    public static NativeCodec? Of(TransferSyntax transferSyntax) =>
        Enum.GetValues<NativeCodec>().Cast<NativeCodec?>().FirstOrDefault(codec => TransferSyntaxUidsOf(codec!.Value).Contains(transferSyntax.Uid));

    public static IReadOnlyList<string> TransferSyntaxUidsOf(NativeCodec codec) => codec switch
    {
        NativeCodec.Jpeg => [Uids.JpegSpectralSelectionNonHierarchical68, Uids.JpegFullProgressionNonHierarchical1012],
        NativeCodec.JpegLs => [Uids.JpeglsLossless, Uids.JpeglsNearLossless],
        NativeCodec.Jpeg2000 => [Uids.Jpeg2000Lossless, Uids.Jpeg2000],
        NativeCodec.HighThroughputJpeg2000 => [Uids.Htj2KLossless, Uids.Htj2KLosslessRpcl, Uids.Htj2K],
        _ => [],
    };

    /// <summary>As a sentence names it.</summary>
    public static string NameOf(NativeCodec codec) => codec switch
    {
        NativeCodec.Jpeg => "JPEG",
        NativeCodec.JpegLs => "JPEG-LS",
        NativeCodec.Jpeg2000 => "JPEG 2000",
        _ => "HTJ2K",
    };
}
