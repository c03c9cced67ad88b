using System.Net.Sockets;

namespace DicomNode.Dicom.Network.Associations;

/// <summary>
/// A TCP connection to a DICOM peer. Nagle is off. Before each read the kernel is told to acknowledge at once:
/// peers that leave Nagle on write a message in two pieces and would wait 40 ms for the acknowledgement of the first.
/// </summary>
internal sealed class PeerStream : NetworkStream
{
    private const int TcpLevel = 6, TcpQuickAck = 12; // Linux; it leaves this mode by itself, so it is set again and again
    private static readonly byte[] s_on = [1, 0, 0, 0];
    private readonly PeerPace? _pace;

    public PeerStream(Socket socket, PeerPace? pace = null) : base(socket, ownsSocket: true)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        _pace = pace;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        AcknowledgeAtOnce();
        int read = 0;
        _pace?.Begin();
        try
        {
            read = await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _pace?.End(read);
        }

        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int written = 0;
        _pace?.BeginTaking();
        try
        {
            await base.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            written = buffer.Length;
        }
        finally
        {
            _pace?.EndTaking(written);
        }
    }

    private void AcknowledgeAtOnce()
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                Socket.SetRawSocketOption(TcpLevel, TcpQuickAck, s_on);
            }
            catch (SocketException)
            {
                // the connection is gone: the read that follows says so
            }
        }
    }
}
