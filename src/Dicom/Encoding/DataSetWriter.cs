using System.IO.Compression;
using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>
/// Writes a data set as it is: bytes of values, group lengths and the form of each delimiter unchanged, so what was read comes out byte for byte
/// (a deflated stream excepted). Long values go to the stream without being copied.
/// </summary>
public static class DataSetWriter
{
    public static byte[] ToArray(DataSet dataSet, TransferSyntax transferSyntax)
    {
        using MemoryStream stream = new(transferSyntax.IsDeflated ? 0 : checked((int)(LengthOf(dataSet, transferSyntax) + dataSet.TrailingBytes.Length)));
        Write(stream, dataSet, transferSyntax);
        return stream.TryGetBuffer(out ArraySegment<byte> whole) && whole.Count == whole.Array!.Length ? whole.Array : stream.ToArray();
    }

    /// <summary>Bytes that the elements take, without <see cref="DataSet.TrailingBytes"/>, before deflation.</summary>
    private static long LengthOf(DataSet dataSet, TransferSyntax transferSyntax) => new DataSetLength(transferSyntax.IsExplicitVr, transferSyntax.IsBigEndian).Of(dataSet);

    /// <exception cref="DicomDataException">The data set has no form in this transfer syntax.</exception>
    public static void Write(Stream stream, DataSet dataSet, TransferSyntax transferSyntax)
    {
        if (!transferSyntax.IsDeflated)
        {
            ElementWriter.WriteAll(stream, dataSet, transferSyntax);
            return;
        }

        using CountingStream counted = new(stream);
        using (DeflateStream deflater = new(counted, CompressionLevel.Fastest, leaveOpen: true))
        {
            ElementWriter.WriteAll(deflater, dataSet, transferSyntax);
        }

        if (counted.Written % 2 == 1)
        {
            stream.WriteByte(0); // PS3.5 §A.5: padded to an even length
        }
    }
}
