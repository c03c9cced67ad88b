namespace DicomNode.Dicom.Network;

/// <summary>How a <see cref="DicomClient"/> calls others, and how long it waits for them.</summary>
public sealed record DicomClientOptions
{
    /// <summary>Calling AE title.</summary>
    public string AeTitle { get; init; } = "DICOMNODE";

    /// <summary>Largest P-DATA-TF body we take, in bytes. PS3.8 Annex D.1.</summary>
    public int MaxPduLength { get; init; } = 128 * 1024;

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For the answer to A-ASSOCIATE-RQ and A-RELEASE-RQ.</summary>
    public TimeSpan AssociationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the response after the last byte of a request, and for each P-DATA-TF that the peer should take.</summary>
    public TimeSpan DimseTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Bytes a second of the slowest line that is worth waiting for. When we have written a data set, megabytes of it may still lie in the buffers of two
    /// machines: the answer is waited for as much longer as such a line needs for all of it.
    /// </summary>
    public int SlowestLine { get; init; } = 16 * 1024;

    /// <summary>Wraps the stream of each new connection, for example <see cref="Security.TlsClient.SecureAsync"/>. Null: plain TCP.</summary>
    public Func<Stream, CancellationToken, ValueTask<Stream>>? SecureAsync { get; init; }

    internal TimeSpan TransitOf(Stream? dataSet) => dataSet is { CanSeek: true } ? TimeSpan.FromSeconds((double)dataSet.Length / SlowestLine) : TimeSpan.Zero;
}
