using DicomNode.Dicom.Network;
using DicomNode.Testing;

namespace DicomNode.Bench;

/// <summary>This program once more, as a receiver without index, jobs and HTTP: its processor time and memory are its own.</summary>
internal sealed class BareProcess : IAsyncDisposable
{
    private const string AeTitle = "BARE", Ready = "receiving";
    private readonly TempFolder _folder = new();
    private ExternalProcess? _process;

    private BareProcess()
    {
    }

    public PeerAddress Address { get; } = new(AeTitle, "127.0.0.1", FreePort.Next());

    public int ProcessId => _process!.Id;

    /// <param name="isSynced">Whether it answers like the node (<see cref="SyncedStore"/>) or like storescp (<see cref="UnsyncedStore"/>).</param>
    public static async Task<BareProcess> StartAsync(bool isSynced, CancellationToken cancellationToken)
    {
        BareProcess process = new();
        string program = Path.Combine(AppContext.BaseDirectory, "DicomNode.Throughput.dll");
        process._process = ExternalProcess.Start("dotnet", [program, "receive", "--port", $"{process.Address.Port}", "--folder", process._folder.Path, .. isSynced ? ["--synced"] : Array.Empty<string>()]);
        await process._process.WaitUntilReadyAsync(
            _ => Task.FromResult(process._process.Log.Contains(Ready, StringComparison.Ordinal)), TimeSpan.FromSeconds(30), cancellationToken);
        return process;
    }

    /// <summary>Serves until it is ended.</summary>
    public static async Task RunAsync(int port, IStoreHandler store, CancellationToken cancellationToken)
    {
        await using DicomServer server = new(new DicomServerOptions { AeTitle = AeTitle, Port = port }, store);
        server.Start();
        Console.WriteLine(Ready);
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) { await _process.DisposeAsync(); }
        _folder.Dispose();
    }
}
