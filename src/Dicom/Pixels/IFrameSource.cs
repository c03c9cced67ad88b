namespace DicomNode.Dicom.Pixels;

/// <summary>Where the cells of frames come from.</summary>
internal interface IFrameSource
{
    /// <summary>Of the cells.</summary>
    PixelFormat Format { get; }

    /// <param name="frame">From 0.</param>
    FrameCells Read(int frame);
}
