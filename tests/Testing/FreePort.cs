using System.Net;
using System.Net.Sockets;

namespace DicomNode.Testing;

/// <summary>Loopback TCP ports that nobody listened on a moment ago.</summary>
public static class FreePort
{
    private static readonly HashSet<int> s_given = [];

    /// <returns>A port that was not given before in this process.</returns>
    public static int Next()
    {
        while (true)
        {
            using TcpListener probe = new(IPAddress.Loopback, 0);
            probe.Start();
            int port = ((IPEndPoint)probe.LocalEndpoint).Port;
            lock (s_given)
            {
                if (s_given.Add(port)) { return port; }
            }
        }
    }
}
