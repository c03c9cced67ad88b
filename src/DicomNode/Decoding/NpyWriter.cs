using System.Buffers.Binary;
using System.Text;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Decoding;

/// <summary>NumPy's format, version 1.0. Shape [frame, row, column, sample], C order; one frame has no first axis and one sample no last, as with pydicom.</summary>
internal sealed class NpyWriter : IPixelWriter
{
    private const int Alignment = 64;

    public bool IsOfOneFrame => false;

    public void Write(Stream stream, DataSet dataSet, PixelFrames frames, Range range, CancellationToken cancellationToken)
    {
        stream.Write(Header(frames.Format, range.End.Value - range.Start.Value));
        new RawWriter().Write(stream, dataSet, frames, range, cancellationToken);
    }

    private static byte[] Header(PixelFormat format, int count)
    {
        List<int> shape = [format.Rows, format.Columns];
        if (count > 1)
        {
            shape.Insert(0, count);
        }

        if (format.SamplesPerPixel > 1)
        {
            shape.Add(format.SamplesPerPixel);
        }

        string text = $"{{'descr': '{CellType.Of(format).Code}', 'fortran_order': False, 'shape': ({string.Join(", ", shape)}), }}";
        byte[] magic = [0x93, .. "NUMPY"u8, 1, 0, 0, 0];
        text = text.PadRight((((magic.Length + text.Length) / Alignment) + 1) * Alignment - magic.Length - 1) + "\n";
        BinaryPrimitives.WriteUInt16LittleEndian(magic.AsSpan(8), (ushort)text.Length);
        return [.. magic, .. Encoding.ASCII.GetBytes(text)];
    }
}
