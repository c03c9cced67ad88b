using System.Net;
using Xunit;

namespace DicomNode.Testing;

/// <summary>DCMTK's storescp as a real peer on a free port; one per test class. Its log goes into the failure message.</summary>
public sealed class StoreScpPeer : IAsyncLifetime, IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private ExternalProcess? _process;

    /// <summary>Arguments beside the port and the folder, for example <c>+xa</c> to accept every transfer syntax.</summary>
    public IReadOnlyList<string> ExtraArguments { get; init; } = ["+xa"];

    /// <summary>Arguments of the echo that asks whether it is ready, for example those of TLS.</summary>
    public IReadOnlyList<string> EchoArguments { get; init; } = [];

    /// <summary>Whether it says what it does, which costs it time.</summary>
    public bool IsVerbose { get; init; } = true;

    public string AeTitle { get; init; } = "STORESCP";

    public IPEndPoint EndPoint { get; } = new(IPAddress.Loopback, FreePort.Next());

    /// <summary>Where it puts what it receives, one file per instance.</summary>
    public string Folder => _folder.Path;

    public int ProcessId => _process!.Id;

    public string Log => _process?.Log ?? "";

    public IReadOnlyList<string> ReceivedFiles => [.. Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal)];

    public async Task InitializeAsync()
    {
        _process = ExternalProcess.Start("storescp", [.. IsVerbose ? ["-v"] : Array.Empty<string>(), "-aet", AeTitle, "-od", Folder, .. ExtraArguments, $"{EndPoint.Port}"]);
        await _process.WaitUntilReadyAsync(AnswersAsync, TimeSpan.FromSeconds(20));
    }

    public async Task DisposeAsync()
    {
        if (_process is not null) { await _process.DisposeAsync(); }
        _folder.Dispose();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        ProcessOutcome echo = await Dcmtk.RunAsync("echoscu", [.. EchoArguments, "-aec", AeTitle, "127.0.0.1", $"{EndPoint.Port}"], cancellationToken);
        return echo.ExitCode == 0;
    }
}
