using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Json;

/// <summary>Where long values go, and come from. PS3.18 §F.2.6.</summary>
public sealed record DicomJsonOptions
{
    public static DicomJsonOptions Default { get; } = new();

    /// <summary>
    /// Asked for every value of more than <see cref="BulkDataThreshold"/> bytes that may be elsewhere: its URI, or null to have it inline.
    /// </summary>
    public Func<DataElement, string?>? BulkDataUri { get; init; }

    /// <summary>In bytes of the value.</summary>
    public int BulkDataThreshold { get; init; } = 1024;

    /// <summary>Fetches what a BulkDataURI names, as it stands in a little endian stream. Without it a data set with such values is refused.</summary>
    public Func<string, ReadOnlyMemory<byte>>? ReadBulkData { get; init; }
}
