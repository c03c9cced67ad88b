using System.Globalization;
using System.Net;
using DicomNode.Configuration;
using DicomNode.Security;

namespace DicomNode.Diagnosing;

/// <summary>What this node's own configuration means for a peer.</summary>
internal sealed class OwnSide(CertificateState certificates)
{
    public Finding Look(Subject subject)
    {
        (PeerOptions peer, NodeOptions options) = (subject.Peer, subject.Options);
        List<(string Text, string Advice)> doubts = [.. Doubts(subject)];
        if (peer.Tls is not null || options.Listener.Tls is not null)
        {
            doubts.AddRange(certificates.Look().Where(c => c.Left < CertificateState.WarnAhead).Select(c => (
                string.Create(CultureInfo.InvariantCulture, $"The certificate {c.Certificate.Subject} in {c.Certificate.File} {(c.Left < TimeSpan.Zero ? "is over since" : "ends on")} {c.Certificate.NotAfter:yyyy-MM-dd}."),
                "put a new one in its place; it is read by itself.")));
        }

        string routes = Routes(subject);
        return doubts.Count == 0
            ? Finding.Passed(routes)
            : Finding.Warned($"{routes} {string.Join(" ", doubts.Select(d => d.Text))}", Advice.Here(string.Join(" ", doubts.Select(d => d.Advice))));
    }

    /// <summary>The numbers of the routes whose results it gets.</summary>
    public static IEnumerable<int> RoutesTo(PeerOptions peer, NodeOptions options) =>
        options.Routes.Index().Where(r => r.Item.SendTo.Contains(peer.Name, StringComparer.OrdinalIgnoreCase)).Select(r => r.Index);

    private static string Routes(Subject subject)
    {
        int[] routes = [.. RoutesTo(subject.Peer, subject.Options)];
        return routes.Length == 0
            ? "No route sends results to it: it may send to this node, and nothing goes back."
            : $"It gets the results of {string.Join(", ", routes.Select(r => $"Routes:{r} ({subject.Options.Routes[r].Model})"))}; source images are not sent.";
    }

    private static IEnumerable<(string Text, string Advice)> Doubts(Subject subject)
    {
        (PeerOptions peer, NodeOptions options) = (subject.Peer, subject.Options);
        bool isRemote = subject.Addresses.Count > 0 && !subject.Addresses.Any(IPAddress.IsLoopback);
        if (isRemote && IPAddress.TryParse(options.Listener.Address, out IPAddress? own) && IPAddress.IsLoopback(own))
        {
            yield return (
                $"The node listens on {options.Listener.Address}, which no other machine can reach: it can call this peer, and this peer cannot call it, neither with images nor with reports on storage commitment.",
                "set Listener:Address to 0.0.0.0, or to the address of this machine that the peer can reach.");
        }

        if (options.Peers.FirstOrDefault(p => p != peer && p.AeTitle == peer.AeTitle) is { } twin)
        {
            yield return (
                $"{twin.Name} has the AE title {peer.AeTitle} too: when it calls, nobody can tell which of the two it is.", $"give each its own AE title, in {subject.Key}:AeTitle and there, unless they are one archive on two addresses.");
        }

        if (peer.AeTitle == options.Listener.AeTitle)
        {
            yield return ($"It has the AE title of this node, {peer.AeTitle}: archives that know senders by title mix them up.", "give this node a title of its own, in Listener:AeTitle.");
        }

        if (peer.Tls is not null && options.Listener.Tls?.Port is null && options.Listener.Tls is not null)
        {
            yield return ("It is called over TLS, and can call this node in plain text only: there is no port for TLS.", "set Listener:Tls:Port (2762 is registered).");
        }
    }
}
