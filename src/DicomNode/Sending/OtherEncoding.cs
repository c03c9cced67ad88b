using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Sending;

/// <summary>A data set in another uncompressed encoding than its file has: the same elements, for a peer that does not take the file as it is.</summary>
internal static class OtherEncoding
{
    /// <summary>What every peer can be offered for an uncompressed instance, the better one first. PS3.5 §10.1 makes the second everybody's default.</summary>
    public static IReadOnlyList<TransferSyntax> Uncompressed { get; } = [TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian];

    /// <summary>The encodings that a file of this transfer syntax can be sent in, as it is first.</summary>
    public static IReadOnlyList<TransferSyntax> Of(TransferSyntax file) => file.IsEncapsulated ? [file] : [file, .. Uncompressed.Where(t => t != file)];

    /// <exception cref="DicomDataException">The file cannot be read.</exception>
    public static MemoryStream Encode(string path, TransferSyntax transferSyntax)
    {
        MemoryStream encoded = new();
        DataSetWriter.Write(encoded, Part10File.Read(path).DataSet, transferSyntax);
        encoded.Position = 0;
        return encoded;
    }
}
