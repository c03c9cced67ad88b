using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>
/// Reads a data set from memory. Values stay slices of that memory: it must not change while the data set is in use.
/// Lenient where the meaning is clear (wrong group lengths, odd lengths, VRs of a later standard, a missing item delimiter), strict where it is not.
/// </summary>
public static class DataSetReader
{
    /// <exception cref="DicomDataException">The bytes are no data set in this transfer syntax, or end too soon; the message names the tag path and the byte.</exception>
    public static DataSet Read(ReadOnlyMemory<byte> bytes, TransferSyntax transferSyntax, DataSetReadOptions? options = null)
    {
        options ??= DataSetReadOptions.Default;
        if (transferSyntax.IsDeflated)
        {
            bytes = Deflated.Inflate(bytes, options.MaxInflatedLength);
        }

        DataSetParser parser = new(bytes, transferSyntax.IsExplicitVr, transferSyntax.IsBigEndian, options);
        return parser.TryParse(out DataSet dataSet) ? dataSet : throw parser.Truncated();
    }

    /// <summary>As <see cref="Read"/>, where the bytes may be only the first part of the stream.</summary>
    /// <returns>Null: more bytes are needed.</returns>
    internal static DataSet? TryRead(ReadOnlyMemory<byte> bytes, TransferSyntax transferSyntax, DataSetReadOptions options)
    {
        DataSetParser parser = new(bytes, transferSyntax.IsExplicitVr, transferSyntax.IsBigEndian, options);
        return parser.TryParse(out DataSet dataSet) && parser.Position < bytes.Length ? dataSet : null;
    }
}
