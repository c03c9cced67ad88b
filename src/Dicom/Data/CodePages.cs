using System.Text;

namespace DicomNode.Dicom.Data;

/// <summary>Encodings that .NET has apart from Unicode, without registering them for the whole process.</summary>
internal static class CodePages
{
    public const int Gbk = 936, Gb18030 = 54936;

    /// <summary>Decodes what has no meaning to U+FFFD, and throws <see cref="EncoderFallbackException"/> for what cannot be encoded.</summary>
    public static TextEncoding Get(int codePage)
    {
        EncoderFallback encoder = EncoderFallback.ExceptionFallback;
        DecoderFallback decoder = new DecoderReplacementFallback("\uFFFD");
        return CodePagesEncodingProvider.Instance.GetEncoding(codePage, encoder, decoder) ?? TextEncoding.GetEncoding(codePage, encoder, decoder);
    }
}
