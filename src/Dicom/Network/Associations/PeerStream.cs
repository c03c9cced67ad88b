using System.Net.Sockets;

namespace DicomNode.Dicom.Network.Associations;

/// <summary>
/// A TCP connection to a DICOM peer. Nagle is off. Before each read the kernel is told to acknowledge at once:
/// peers that leave Nagle on write a message in two pieces and would wait 40 ms for the acknowledgement of the first.
/// </summary>
internal sealed class PeerStream : NetworkStream
{
    private const int TcpLevel = 6, TcpQuickAck = 12; // Linux; it leaves this mode by itself, so it is set again and again
    private const int KeepAliveSeconds = 60;
    private static readonly byte[] s_on = [1, 0, 0, 0];
    private readonly PeerPace? _pace;

    public PeerStream(Socket socket, PeerPace? pace = null) : base(socket, ownsSocket: true)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true); // a peer that lost its power says nothing
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds / 6);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 6);
        socket.Blocking = false; // for ReadWhatIsHere and WriteWhatFits
        _pace = pace;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        AcknowledgeAtOnce();
        int read = 0;
        _pace?.Begin();
        try
        {
            read = ReadWhatIsHere(buffer.Span) ?? await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
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
            int gone = WriteWhatFits(buffer.Span);
            if (gone < buffer.Length)
            {
                await base.WriteAsync(buffer[gone..], cancellationToken).ConfigureAwait(false);
            }

            written = buffer.Length;
        }
        finally
        {
            _pace?.EndTaking(written);
        }
    }

    /// <returns>Null: nothing has come yet.</returns>
    /// <remarks>Where data waits this is the shorter way, and where a reset waits the cheaper one: the asynchronous call would look up source lines for its stack trace. So with writing.</remarks>
    private int? ReadWhatIsHere(Span<byte> buffer)
    {
        int read = Socket.Receive(buffer, SocketFlags.None, out SocketError error);
        return error switch
        {
            SocketError.Success => read,
            SocketError.WouldBlock or SocketError.IOPending => null,
            _ => throw Gone(error),
        };
    }

    private int WriteWhatFits(ReadOnlySpan<byte> buffer)
    {
        int written = Socket.Send(buffer, SocketFlags.None, out SocketError error);
        return error switch
        {
            SocketError.Success => written,
            SocketError.WouldBlock or SocketError.IOPending => 0,
            _ => throw Gone(error),
        };
    }

    private static IOException Gone(SocketError error) => new($"The connection is gone: {error}.", new SocketException((int)error));

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
