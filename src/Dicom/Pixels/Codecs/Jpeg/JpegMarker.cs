namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>The byte after FFH. ITU-T T.81 Table B.1.</summary>
internal static class JpegMarker
{
    public const byte Baseline = 0xC0, ExtendedSequential = 0xC1, Progressive = 0xC2, Lossless = 0xC3;
    public const byte HuffmanTables = 0xC4, ArithmeticConditioning = 0xCC, LastFrameMarker = 0xCF;
    public const byte FirstRestart = 0xD0, LastRestart = 0xD7;
    public const byte StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA, QuantizationTables = 0xDB, RestartInterval = 0xDD;
    public const byte Adobe = 0xEE; // APP14
    public const byte Temporary = 0x01;

    public static bool IsFrame(byte marker) => marker is >= Baseline and <= LastFrameMarker and not (HuffmanTables or 0xC8 or ArithmeticConditioning);

    public static bool IsRestart(byte marker) => marker is >= FirstRestart and <= LastRestart;
}
