using System.Net.Sockets;
using DicomNode.Dicom.Network.Security;

namespace DicomNode.Auditing;

/// <summary>A connection to the audit server. Syslog answers nothing: that it is still open a while after something was sent is all that is known.</summary>
internal sealed class AuditConnection : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);
    private readonly Socket _socket;
    private readonly Stream? _stream;
    private readonly byte[] _ignored = new byte[256];

    private AuditConnection(Socket socket, Stream? stream)
    {
        (_socket, _stream) = (socket, stream);
        Closed = stream is null ? new TaskCompletionSource().Task : WaitUntilClosedAsync(stream);
    }

    /// <summary>Ends when the server closes it, or the network does.</summary>
    public Task Closed { get; }

    /// <exception cref="SocketException">There is no server.</exception>
    /// <exception cref="TlsHandshakeException">TLS was not agreed on.</exception>
    /// <exception cref="IOException">It broke off, or did not answer in time.</exception>
    public static async Task<AuditConnection> OpenAsync(AuditOptions options, TlsCredentials? credentials, CancellationToken cancellationToken)
    {
        bool isUdp = options.Transport == AuditTransport.Udp;
        Socket socket = new(isUdp ? SocketType.Dgram : SocketType.Stream, isUdp ? ProtocolType.Udp : ProtocolType.Tcp);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            await socket.ConnectAsync(options.Server, options.Port, limit.Token);
            if (isUdp)
            {
                return new(socket, null);
            }

            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true); // a server that is gone without a word is noticed
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            return new(socket, credentials is null ? stream : await new TlsClient(credentials, options.Tls.HostName ?? options.Server).SecureAsync(stream, limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new IOException($"it did not answer within {s_limit}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <param name="frame">With its length, which a datagram leaves out.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        if (_stream is null)
        {
            await _socket.SendAsync(SyslogFrame.MessageOf(frame), cancellationToken);
        }
        else
        {
            await _stream.WriteAsync(frame, cancellationToken);
        }
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken) => _stream is null ? default : new(_stream.FlushAsync(cancellationToken));

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
        {
            await _stream.DisposeAsync();
        }

        _socket.Dispose();
        await Closed.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WaitUntilClosedAsync(Stream stream)
    {
        try
        {
            while (await stream.ReadAsync(_ignored) > 0)
            {
                // a server has nothing to say
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // closed, too
        }
    }
}
