using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DicomNode.Diagnosing;

/// <summary>The way to a peer below DICOM: its name, and a connection to each of its addresses.</summary>
internal sealed class ConnectionProbe(Patience patience)
{
    private const int MostAddresses = 4;

    public static async Task<Finding> ResolveAsync(Subject subject, CancellationToken cancellationToken)
    {
        string host = subject.Peer.Host;
        if (IPAddress.TryParse(host, out IPAddress? given))
        {
            subject.Addresses = [given];
            return Finding.Passed($"{host} is an address; there is no name to look up.");
        }

        try
        {
            subject.Addresses = [.. (await Dns.GetHostAddressesAsync(host, cancellationToken)).Take(MostAddresses)];
            return subject.Addresses.Count > 0 ? Finding.Passed($"{host} is {string.Join(", ", subject.Addresses)}.") : Unknown();
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            return Unknown();
        }
        catch (SocketException e)
        {
            return Finding.Failed($"The name {host} could not be looked up ({e.Message}).", Advice.Here($"look at the name servers of this machine, or write the address into {subject.Key}:Host."));
        }

        Finding Unknown() => Finding.Failed(
            $"No host is called {host}.", Advice.Here($"{subject.Key}:Host is misspelt, or only known elsewhere: write the whole name with its domain, or the address, or add it to /etc/hosts."));
    }

    /// <summary>Finds the first address that takes a connection.</summary>
    public async Task<Finding> ConnectAsync(Subject subject, CancellationToken cancellationToken)
    {
        List<(IPAddress Address, SocketError? Problem)> tried = [];
        foreach (IPAddress address in subject.Addresses)
        {
            using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            SocketError? problem = await TryAsync(socket, new(address, subject.Peer.Port), cancellationToken);
            tried.Add((address, problem));
            if (problem is null && subject.EndPoint is null)
            {
                subject.EndPoint = new(address, subject.Peer.Port);
                subject.OurAddress = (socket.LocalEndPoint as IPEndPoint)?.Address;
            }
        }

        return subject.EndPoint is null ? Closed(subject, tried) : Open(subject, tried);
    }

    private async Task<SocketError?> TryAsync(Socket socket, IPEndPoint there, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience.Connection);
        try
        {
            await socket.ConnectAsync(there, limit.Token);
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SocketError.TimedOut;
        }
    }

    private Finding Open(Subject subject, List<(IPAddress Address, SocketError? Problem)> tried)
    {
        string text = $"{subject.EndPoint} takes connections.";
        string[] silent = [.. tried.Where(t => t.Problem == SocketError.TimedOut).Select(t => $"{t.Address}")];
        string[] others = [.. tried.Where(t => t.Problem is not null and not SocketError.TimedOut).Select(t => $"{t.Address}: {Words(t.Problem!.Value)}")];
        return silent.Length > 0
            ? Finding.Warned($"{text} {string.Join(" and ", silent)}, by the same name, does not answer: each connection may wait for that first.", Advice.Here($"write {subject.EndPoint!.Address} into {subject.Key}:Host, or have the name mended."))
            : Finding.Passed(others.Length == 0 ? text : $"{text} Not used: {string.Join("; ", others)}.");
    }

    private Finding Closed(Subject subject, List<(IPAddress Address, SocketError? Problem)> tried)
    {
        int port = subject.Peer.Port;
        string where = string.Join("; ", tried.Select(t => $"{t.Address}: {Words(t.Problem!.Value)}"));
        return tried[0].Problem switch
        {
            SocketError.ConnectionRefused => Finding.Failed(
                $"Nothing listens on port {port} ({where}). The host is up.",
                Advice.Both($"is {subject.Key}:Port right?", "is the DICOM service started, and on which port? Orthanc: DicomServerEnabled and DicomPort (4242 when it is not set; 8042 is its web port); DCMTK: the last argument of storescp; registered for DICOM are 104, 11112, and 2762 with TLS.")),
            SocketError.TimedOut => Finding.Failed(
                string.Create(CultureInfo.InvariantCulture, $"No answer from port {port} within {patience.Connection.TotalSeconds:0.#} s ({where}): a firewall drops what we send, or no such machine is on."),
                Advice.Both($"is {subject.Key}:Host right, and may this machine call out to port {port}?", $"is the machine on, and does its firewall let {subject.Options.Listener.AeTitle}'s machine in to port {port}?")),
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => Finding.Failed(
                $"There is no way to it ({where}).", Advice.Here($"is {subject.Key}:Host right? Look at the routes and the gateway of this machine: ip route get {tried[0].Address}.")),
            _ => Finding.Failed($"It cannot be reached ({where}).", Advice.Here($"look at the network of this machine, and at {subject.Key}:Host.")),
        };
    }

    private string Words(SocketError problem) => problem switch
    {
        SocketError.ConnectionRefused => "refused at once",
        SocketError.TimedOut => string.Create(CultureInfo.InvariantCulture, $"silent for {patience.Connection.TotalSeconds:0.#} s"),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route",
        SocketError.AddressFamilyNotSupported => "this machine does not speak that kind of address",
        _ => $"{problem}",
    };
}
