using DicomNode.Configuration;

namespace DicomNode.Diagnosing;

/// <summary>What cannot be asked from here: whether the peer knows this node and can call it.</summary>
internal static class WayIn
{
    public static Finding Describe(Subject subject)
    {
        NodeOptions options = subject.Options;
        int? port = options.Listener.Port ?? options.Listener.Tls?.Port;
        string echo = subject.OurAddress is { } address ? $"echoscu -aet {subject.Peer.AeTitle} -aec {options.Listener.AeTitle} {address} {port}" : "C-ECHO";
        return Finding.Skipped(
            "Whether it can call this node cannot be asked from here.", Advice.There($"enter this node, {subject.HowToEnterUs} Then call it from there: {echo}, or the echo button of its page for this node."));
    }
}
