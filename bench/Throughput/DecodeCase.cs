using DicomNode.Dicom.Pixels;
using TestImage = DicomNode.Testing.MadeImage;

namespace DicomNode.Bench;

/// <summary>What is compressed, by which command, and who decodes it.</summary>
/// <param name="Encode">{0} is the input, a DICOM file, {1} the output. For ojph_compress they are a portable gray map and a codestream: nothing converts DICOM files to HTJ2K.</param>
/// <param name="IsNative">Decoded by a library in worker processes.</param>
internal sealed record DecodeCase(string Title, PixelFormat Format, string Encode, bool IsNative, params DecodePeer[] Peers)
{
    private static readonly PixelFormat s_ct = TestImage.Format(512, 512, 12), s_bytes = TestImage.Format(512, 512, 8), s_colour = TestImage.Format(512, 512, 8, 3, photometric: "RGB");
    private static readonly DecodePeer s_gdcm = new("gdcmconv", "gdcmconv --raw {0} {1}"), s_dcmdjpeg = new("dcmdjpeg", "dcmdjpeg {0} {1}"), s_dcmdrle = new("dcmdrle", "dcmdrle {0} {1}"),
        s_dcmdjpls = new("dcmdjpls", "dcmdjpls {0} {1}"), s_openJpeg = new("opj_decompress", "opj_decompress -ImgDir {2} -OutFor RAW"),
        s_openJph = new("ojph_expand", "for i in {2}/*; do ojph_expand -i $i -o {1}.pgm; done") { IsStartedForEveryFrame = true };

    public static IReadOnlyList<DecodeCase> All { get; } =
    [
        new("RLE, 12 bits", s_ct, "dcmcrle {0} {1}", false, s_dcmdrle, s_gdcm),
        new("RLE, colour", s_colour, "dcmcrle {0} {1}", false, s_dcmdrle, s_gdcm),
        new("JPEG Lossless SV1, 12 bits", s_ct, "dcmcjpeg +e1 {0} {1}", false, s_dcmdjpeg, s_gdcm),
        new("JPEG Lossless predictor 6, 12 bits", s_ct, "dcmcjpeg +el +sv 6 {0} {1}", false, s_dcmdjpeg, s_gdcm),
        new("JPEG extended, 12 bits", s_ct, "dcmcjpeg +ee {0} {1}", false, s_dcmdjpeg, s_gdcm),
        new("JPEG baseline, 8 bits", s_bytes, "dcmcjpeg +eb {0} {1}", false, s_dcmdjpeg, s_gdcm),
        new("JPEG baseline, colour 4:2:2", s_colour, "dcmcjpeg +eb {0} {1}", false, s_dcmdjpeg),
        new("JPEG progressive, 8 bits", s_bytes, "dcmcjpeg +ep {0} {1}", true, s_dcmdjpeg, s_gdcm),
        new("JPEG progressive, colour 4:2:2", s_colour, "dcmcjpeg +ep {0} {1}", true, s_dcmdjpeg),
        new("JPEG-LS, 12 bits", s_ct, "dcmcjpls {0} {1}", true, s_dcmdjpls, s_gdcm),
        new("JPEG-LS, colour", s_colour, "dcmcjpls {0} {1}", true, s_dcmdjpls, s_gdcm),
        new("JPEG 2000 lossless, 12 bits", s_ct, "gdcmconv --j2k {0} {1}", true, s_gdcm, s_openJpeg),
        new("JPEG 2000 irreversible, 12 bits", s_ct, "gdcmconv --j2k --lossy --irreversible -r 10 {0} {1} 2>/dev/null", true, s_gdcm, s_openJpeg),
        new("HTJ2K lossless, 12 bits", s_ct, "ojph_compress -reversible true -i {0} -o {1}", true, s_openJph, s_openJpeg),
    ];
}
