using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Json;

/// <summary>Encapsulated pixel data as one string of bytes: their items with the delimiter of the sequence. PS3.5 §A.4.</summary>
internal static class EncapsulatedValue
{
    private const int HeaderLength = 12;
    private static readonly byte[] s_header = [0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'B', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF];

    public static ReadOnlyMemory<byte> ToArray(FragmentsElement element)
    {
        DataSet alone = new DataSet().Set(new FragmentsElement(Tags.PixelData, Vr.OB, element.Fragments) { BasicOffsetTable = element.BasicOffsetTable });
        return DataSetWriter.ToArray(alone, TransferSyntax.ExplicitVrLittleEndian).AsMemory(HeaderLength);
    }

    /// <summary>Null where the bytes are not items from the first to the last.</summary>
    public static FragmentsElement? Parse(Tag tag, Vr vr, ReadOnlySpan<byte> bytes)
    {
        if (tag != Tags.PixelData || !bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF, 0x00, 0xE0]))
        {
            return null;
        }

        (DataSet read, DicomDataException? fault) = DataSetReader.ReadPartly((byte[])[.. s_header, .. bytes], TransferSyntax.ExplicitVrLittleEndian);
        return fault is null && read.TrailingBytes.IsEmpty && read[tag] is FragmentsElement found
            ? new FragmentsElement(tag, vr, found.Fragments) { BasicOffsetTable = found.BasicOffsetTable }
            : null;
    }
}
