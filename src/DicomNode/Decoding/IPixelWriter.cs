using DicomNode.Dicom.Data;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Decoding;

/// <summary>Frames to a file format.</summary>
internal interface IPixelWriter
{
    bool IsOfOneFrame { get; }

    /// <param name="range">Frames, from 0; read and written one by one.</param>
    /// <param name="cancellationToken">Looked at between frames.</param>
    void Write(Stream stream, DataSet dataSet, PixelFrames frames, Range range, CancellationToken cancellationToken);
}
