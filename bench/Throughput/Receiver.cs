using DicomNode.Testing;

namespace DicomNode.Bench;

/// <summary>A receiver that is measured: a process of its own, with its default settings, on a port of loopback.</summary>
/// <param name="ProcessId">Of the process, or of the one that started it.</param>
internal sealed record Receiver(string Name, string AeTitle, int Port, int ProcessId, IAsyncDisposable Process) : IAsyncDisposable
{
    /// <summary>The whole node: index, jobs and HTTP beside the listener.</summary>
    /// <param name="callers">Who may send; the fast sender may in any case.</param>
    public static async Task<Receiver> NodeAsync(CancellationToken cancellationToken, int port = 0, params IEnumerable<string> callers)
    {
        NodeProcess node = await NodeProcess.StartAsync(
            port == 0 ? FreePort.Next() : port,
            [.. callers.Append(FastAssociation.AeTitle).Select(title => new NodePeer(title, title, FreePort.Next()))],
            model: null,
            new Dictionary<string, string> { ["DICOMNODE__Listener__MaxAssociations"] = "300" }, // three quarters of them for one caller
            cancellationToken);
        return new("dicomnode", NodeProcess.AeTitle, node.DicomEndPoint.Port, node.ProcessId, node);
    }

    /// <summary>The network library alone, writing files without synchronising the disk, without index and jobs.</summary>
    public static Task<Receiver> UnsyncedAsync(CancellationToken cancellationToken) => BareAsync("unsynced", isSynced: false, cancellationToken);

    /// <summary>The node's files without its index and jobs.</summary>
    public static Task<Receiver> FilesAloneAsync(CancellationToken cancellationToken) => BareAsync("files alone", isSynced: true, cancellationToken);

    /// <summary>DCMTK's storescp serves one association at a time, and several with <c>--fork</c>, a process each.</summary>
    public static async Task<Receiver> StoreScpAsync(int associations = 1)
    {
        StoreScpPeer peer = new() { ExtraArguments = associations > 1 ? ["--fork"] : [], IsVerbose = false };
        await peer.InitializeAsync();
        return new(associations > 1 ? "storescp --fork" : "storescp", peer.AeTitle, peer.EndPoint.Port, peer.ProcessId, peer);
    }

    public static async Task<Receiver> OrthancAsync(CancellationToken cancellationToken)
    {
        OrthancPeer peer = await OrthancPeer.StartAsync(new OrthancSettings { IsVerbose = false }, cancellationToken: cancellationToken);
        return new("Orthanc", peer.AeTitle, peer.DicomEndPoint.Port, peer.ProcessId, peer);
    }

    private static async Task<Receiver> BareAsync(string name, bool isSynced, CancellationToken cancellationToken)
    {
        BareProcess process = await BareProcess.StartAsync(isSynced, cancellationToken);
        return new(name, process.Address.AeTitle, process.Address.Port, process.ProcessId, process);
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
