namespace DicomNode.Dicom.Pixels;

/// <summary>Which of the three pixel data elements an image has. PS3.3 §C.7.6.3, §C.7.6.24, §C.7.6.25.</summary>
public enum SampleKind
{
    /// <summary>Pixel Data (7FE0,0010).</summary>
    Integer,

    /// <summary>Float Pixel Data (7FE0,0008): 32 bits of IEEE 754.</summary>
    Single,

    /// <summary>Double Float Pixel Data (7FE0,0009): 64 bits of IEEE 754.</summary>
    Double,
}
