namespace DicomNode.Dicom.Network;

/// <summary>Takes the data set of one instance as it comes from the socket. Used by one caller at a time; disposed exactly once.</summary>
/// <remarks>Disposed without a call of <see cref="CompleteAsync"/>: the sender broke off or our storage failed, and nothing may remain that looks like an instance.</remarks>
public interface IInstanceSink : IAsyncDisposable
{
    /// <summary>The next bytes of the data set, in the transfer syntax of the request. The memory is valid only during the call.</summary>
    /// <exception cref="IOException">Answered A700H; the rest is drained.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> dataSetBytes, CancellationToken cancellationToken);

    /// <summary>All bytes have come. What is returned is answered: 0000H promises that the instance survives a power cut.</summary>
    ValueTask<DimseStatus> CompleteAsync(CancellationToken cancellationToken);
}
