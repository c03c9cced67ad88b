namespace DicomNode.Dicom.Pixels.Native;

/// <summary>How a worker got on with a frame.</summary>
internal enum DecodeStatus : byte
{
    Decoded = 1,

    /// <summary>The library says that the codestream is wrong, or the codestream is not what the data set describes.</summary>
    Damaged = 2,

    /// <summary>More memory is needed than a worker may take.</summary>
    TooLarge = 3,
}
