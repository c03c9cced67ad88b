using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>
/// Reads a data set from memory. Values stay slices of that memory: it must not change while the data set is in use.
/// Lenient where the meaning is clear, strict where it is not: docs/decisions/0013 has the list.
/// </summary>
public static class DataSetReader
{
    /// <exception cref="DicomDataException">The bytes are no data set in this transfer syntax, or end too soon; the message names the tag path and the byte.</exception>
    public static DataSet Read(ReadOnlyMemory<byte> bytes, TransferSyntax transferSyntax, DataSetReadOptions? options = null)
    {
        (DataSet dataSet, DicomDataException? fault) = ReadPartly(bytes, transferSyntax, options);
        return fault is null ? dataSet : throw fault;
    }

    /// <summary>As <see cref="Read"/>, but what stands before a cut or a fault is given with the reason why there is no more.</summary>
    public static (DataSet DataSet, DicomDataException? Fault) ReadPartly(ReadOnlyMemory<byte> bytes, TransferSyntax transferSyntax, DataSetReadOptions? options = null)
    {
        options ??= DataSetReadOptions.Default;
        DicomDataException? inflation = null;
        if (transferSyntax.IsDeflated)
        {
            (bytes, inflation) = Deflated.Inflate(bytes, options.Inflation);
            options = options with { Origin = 0, OriginName = " of what was inflated" };
        }

        DataSetParser parser = new(bytes, transferSyntax.IsExplicitVr, transferSyntax.IsBigEndian, options);
        DataSet dataSet = parser.Parse();
        return (dataSet, inflation ?? parser.Fault);
    }

    /// <summary>As <see cref="Read"/>, where the bytes are only the first part of the stream.</summary>
    /// <returns>Null: more bytes are needed.</returns>
    internal static DataSet? TryReadStart(ReadOnlyMemory<byte> bytes, TransferSyntax transferSyntax, DataSetReadOptions options)
    {
        DataSetParser parser = new(bytes, transferSyntax.IsExplicitVr, transferSyntax.IsBigEndian, options, isWhole: false);
        DataSet dataSet = parser.Parse();
        return parser.Fault is null && parser.Position < bytes.Length ? dataSet : null;
    }
}
