namespace DicomNode.Dicom.Network.Associations;

/// <summary>Sends whole PDUs, one after the other, each by one write: an abort never lands inside another PDU.</summary>
internal sealed class PduOutput(Stream stream) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async ValueTask SendAsync(ReadOnlyMemory<byte> pdus, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await stream.WriteAsync(pdus, cancellationToken).ConfigureAwait(false);
            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
