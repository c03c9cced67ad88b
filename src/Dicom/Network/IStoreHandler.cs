namespace DicomNode.Dicom.Network;

/// <summary>Decides where an instance goes that a peer begins to send. Called from many associations at once.</summary>
public interface IStoreHandler
{
    /// <summary>Opens a sink for the bytes of one instance. To refuse it, return <see cref="RefusedInstance"/>: the bytes are drained and the status is answered.</summary>
    /// <exception cref="IOException">Answered A700H; the bytes are drained.</exception>
    ValueTask<IInstanceSink> BeginAsync(StoreRequest request, CancellationToken cancellationToken);
}
