namespace DicomNode.Configuration;

/// <summary>The limits of the listener, with what null means in its options filled in.</summary>
internal sealed record ListenerLimits(int PerAeTitle, int PerAddress, int ReservedForPeers)
{
    public static ListenerLimits Of(NodeOptions options)
    {
        ListenerOptions listener = options.Listener;
        int most = listener.MaxAssociations - (listener.MaxAssociations / 4); // nobody takes all the places alone
        return new(
            listener.MaxAssociationsPerAeTitle ?? most,
            listener.MaxAssociationsPerAddress ?? most,
            listener.ReservedForPeers ?? (options.AcceptUnknownPeers ? listener.MaxAssociations / 4 : 0));
    }
}
