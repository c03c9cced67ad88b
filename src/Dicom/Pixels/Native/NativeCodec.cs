namespace DicomNode.Dicom.Pixels.Native;

/// <summary>A family of codestreams that one library of the distribution decodes. The numbers go over the pipe to a worker.</summary>
internal enum NativeCodec : byte
{
    /// <summary>Baseline, extended and progressive JPEG with 8 bits a sample: libturbojpeg.</summary>
    Jpeg = 1,

    /// <summary>JPEG-LS, lossless and near-lossless: libcharls.</summary>
    JpegLs = 2,

    /// <summary>JPEG 2000, reversible and irreversible: libopenjp2.</summary>
    Jpeg2000 = 3,

    /// <summary>High-throughput JPEG 2000: libopenjp2 from 2.5 on.</summary>
    HighThroughputJpeg2000 = 4,
}
