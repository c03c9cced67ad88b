using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>RFC 1951 around a whole data set. PS3.5 §A.5.</summary>
internal static class Deflated
{
    /// <returns>What came out, and why that is not all: it is no deflated stream, or becomes more than <paramref name="limits"/> allow.</returns>
    public static (ReadOnlyMemory<byte> Bytes, DicomDataException? Fault) Inflate(ReadOnlyMemory<byte> bytes, InflationLimits limits)
    {
        using Inflater inflater = new(limits);
        using MemoryStream inflated = new();
        DicomDataException? fault = null;
        try
        {
            inflater.Feed(bytes.Span, inflated.Write);
            inflater.Complete(inflated.Write);
        }
        catch (DicomDataException exception)
        {
            fault = exception;
        }

        return (inflated.GetBuffer().AsMemory(0, (int)inflated.Length), fault);
    }
}
