using DicomNode.Testing;

namespace DicomNode.Bench;

/// <summary>This program once more, as the receiver of <see cref="UnsyncedStore"/>: its processor time and memory are its own.</summary>
internal sealed class UnsyncedProcess : IAsyncDisposable
{
    public const string AeTitle = "UNSYNCED";
    private readonly TempFolder _folder = new();
    private ExternalProcess? _process;

    private UnsyncedProcess()
    {
    }

    public int Port { get; } = FreePort.Next();

    public int ProcessId => _process!.Id;

    public static async Task<UnsyncedProcess> StartAsync(CancellationToken cancellationToken)
    {
        UnsyncedProcess process = new();
        string program = Path.Combine(AppContext.BaseDirectory, "DicomNode.Throughput.dll");
        process._process = ExternalProcess.Start("dotnet", [program, "receive", "--port", $"{process.Port}", "--folder", process._folder.Path]);
        await process._process.WaitUntilReadyAsync(
            _ => Task.FromResult(process._process.Log.Contains(UnsyncedStore.Ready, StringComparison.Ordinal)), TimeSpan.FromSeconds(30), cancellationToken);
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) { await _process.DisposeAsync(); }
        _folder.Dispose();
    }
}
