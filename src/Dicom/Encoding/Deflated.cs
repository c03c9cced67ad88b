using System.IO.Compression;
using System.Runtime.InteropServices;
using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>RFC 1951 around a whole data set. PS3.5 §A.5.</summary>
internal static class Deflated
{
    /// <exception cref="DicomDataException">Not a deflated stream, or more than <paramref name="maxLength"/> bytes come out.</exception>
    public static ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> bytes, int maxLength)
    {
        MemoryStream source = MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array)
            ? new(array.Array!, array.Offset, array.Count, writable: false)
            : new(bytes.ToArray(), writable: false);
        using DeflateStream inflater = new(source, CompressionMode.Decompress);
        using MemoryStream inflated = new();
        byte[] piece = new byte[32 * 1024];
        try
        {
            while (inflater.Read(piece) is > 0 and int length)
            {
                if (inflated.Length + length > maxLength)
                {
                    throw new DicomDataException($"The deflated data set becomes longer than the {maxLength} bytes that are allowed.");
                }

                inflated.Write(piece, 0, length);
            }
        }
        catch (InvalidDataException exception)
        {
            throw new DicomDataException("The data set is not the deflated stream that its transfer syntax announces.", inner: exception);
        }

        return inflated.GetBuffer().AsMemory(0, (int)inflated.Length);
    }
}
