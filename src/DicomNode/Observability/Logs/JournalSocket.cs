using System.Net.Sockets;

namespace DicomNode.Observability.Logs;

/// <summary>The socket on which journald takes entries with fields, a datagram each.</summary>
/// <param name="path">Of the socket.</param>
internal sealed class JournalSocket(string path) : IDisposable
{
    public const string Path = "/run/systemd/journal/socket";

    /// <summary>A journal that does not read holds nobody up for longer.</summary>
    private const int PatienceMilliseconds = 1000;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = PatienceMilliseconds };
    private readonly UnixDomainSocketEndPoint _journal = new(path);

    /// <returns>False: it did not take the entry.</returns>
    public bool TrySend(ReadOnlySpan<byte> entry)
    {
        try
        {
            return _socket.SendTo(entry, SocketFlags.None, _journal) == entry.Length;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();
}
