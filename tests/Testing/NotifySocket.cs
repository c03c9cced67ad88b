using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace DicomNode.Testing;

/// <summary>The end of systemd: a datagram socket that keeps what a service reports.</summary>
public sealed class NotifySocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly ConcurrentQueue<string> _messages = new();

    /// <param name="name">As in NOTIFY_SOCKET: a path, or @ and a name.</param>
    public NotifySocket(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        _socket.Bind(new UnixDomainSocketEndPoint(name[0] == '@' ? $"\0{name[1..]}" : name));
        _ = ReceiveAsync();
    }

    public string Name { get; }

    public IReadOnlyCollection<string> Messages => _messages;

    public void Dispose() => _socket.Dispose();

    private async Task ReceiveAsync()
    {
        byte[] buffer = new byte[4096];
        while (true)
        {
            try
            {
                int length = await _socket.ReceiveAsync(buffer);
                _messages.Enqueue(Encoding.UTF8.GetString(buffer, 0, length));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
