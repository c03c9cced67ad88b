using System.Net;
using Xunit;

namespace DicomNode.Testing;

/// <summary>DCMTK's dcmqrscp as a small archive that answers C-STORE, C-FIND, C-MOVE and C-GET, on a free port, with its storage in a folder that goes with it.</summary>
public sealed class DcmqrscpPeer : IAsyncLifetime, IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private ExternalProcess? _process;

    public string AeTitle { get; } = "QRSCP";

    public IPEndPoint EndPoint { get; } = new(IPAddress.Loopback, FreePort.Next());

    /// <summary>Where it sends to on a C-MOVE: AE title and port, known to it from its start.</summary>
    public (string AeTitle, int Port) Destination { get; } = ("TESTER", FreePort.Next());

    public string Log => _process?.Log ?? "";

    public async Task InitializeAsync()
    {
        string configuration = _folder.Combine("dcmqrscp.cfg");
        await File.WriteAllTextAsync(configuration, $"""
            NetworkTCPPort  = {EndPoint.Port}
            MaxPDUSize      = 16384
            MaxAssociations = 16
            HostTable BEGIN
            tester = ({Destination.AeTitle}, 127.0.0.1, {Destination.Port})
            HostTable END
            VendorTable BEGIN
            VendorTable END
            AETable BEGIN
            {AeTitle} {_folder.Folder("storage")} RW (1000, 1024mb) ANY
            AETable END

            """);
        _process = ExternalProcess.Start("dcmqrscp", ["-v", "-c", configuration], _folder.Path);
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
        ProcessOutcome echo = await Dcmtk.RunAsync("echoscu", ["-aec", AeTitle, "127.0.0.1", $"{EndPoint.Port}"], cancellationToken);
        return echo.ExitCode == 0;
    }
}
