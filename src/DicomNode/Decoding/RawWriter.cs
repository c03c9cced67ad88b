using DicomNode.Dicom.Data;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Decoding;

/// <summary>Stored values and nothing else.</summary>
internal sealed class RawWriter : IPixelWriter
{
    public bool IsOfOneFrame => false;

    public void Write(Stream stream, DataSet dataSet, PixelFrames frames, Range range, CancellationToken cancellationToken)
    {
        CellType type = CellType.Of(frames.Format);
        for (int frame = range.Start.Value; frame < range.End.Value; frame++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.Write(type.Read(frames, frame));
        }
    }
}
