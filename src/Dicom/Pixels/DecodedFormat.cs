using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Pixels;

/// <summary>What decoding does to the description of an image: one rule for every decoder. PS3.5 §8.2.</summary>
public static class DecodedFormat
{
    /// <summary>
    /// Samples of a pixel lie side by side. JPEG (lossy) and JPEG 2000 undo their own colour transform, so three samples are RGB afterwards; JPEG Lossless, JPEG-LS, RLE and deflate
    /// leave the colours as they are named.
    /// </summary>
    /// <param name="encoded">As the data set states it.</param>
    public static PixelFormat Of(TransferSyntax transferSyntax, PixelFormat encoded)
    {
        bool isRgb = encoded.SamplesPerPixel == 3 && (IsLossyJpeg(transferSyntax) || encoded.PhotometricInterpretation is "YBR_ICT" or "YBR_RCT");
        return encoded with { IsPlanar = false, PhotometricInterpretation = isRgb ? "RGB" : encoded.PhotometricInterpretation };
    }

    private static bool IsLossyJpeg(TransferSyntax transferSyntax) => transferSyntax.Uid is
        Uids.JpegBaseline8Bit or Uids.JpegExtended12Bit or Uids.JpegSpectralSelectionNonHierarchical68 or Uids.JpegFullProgressionNonHierarchical1012;
}
