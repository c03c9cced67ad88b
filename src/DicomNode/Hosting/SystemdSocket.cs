using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace DicomNode.Hosting;

/// <summary>The datagram socket of sd_notify(3): one message, one datagram of NAME=VALUE lines.</summary>
internal sealed class SystemdSocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly UnixDomainSocketEndPoint _systemd;

    /// <param name="name">A path, or <c>@</c> and a name of the abstract namespace.</param>
    public SystemdSocket(string name)
    {
        _systemd = new(name[0] == '@' ? $"\0{name[1..]}" : name);
        _socket.Blocking = false; // a manager that does not read must not hold the node
    }

    /// <summary>The start is over.</summary>
    public void Ready() => Send("READY=1");

    /// <summary>The end has begun.</summary>
    public void Stopping() => Send("STOPPING=1\nSTATUS=Finishing what is under way.");

    /// <summary>What <c>systemctl status</c> shows.</summary>
    public void Status(string text) => Send($"STATUS={text.ReplaceLineEndings(" ")}");

    /// <summary>The node works.</summary>
    public void Alive() => Send("WATCHDOG=1");

    /// <summary>The start goes on and may take this much longer, counted from now.</summary>
    public void ExtendStart(TimeSpan longer) => Send(string.Create(CultureInfo.InvariantCulture, $"EXTEND_TIMEOUT_USEC={(long)longer.TotalMicroseconds}"));

    public void Dispose() => _socket.Dispose();

    private void Send(string message)
    {
        try
        {
            _socket.SendTo(Encoding.UTF8.GetBytes(message), _systemd);
        }
        catch (SocketException)
        {
            // systemd is being restarted or does not read: the next message tells it the same
        }
    }
}
