using DicomNode.Dicom.Network;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Network;

/// <summary>Our queries and retrievals against DCMTK's dcmqrscp.</summary>
public sealed class QueryDcmqrscpTests : QueryContract
{
    private readonly DcmqrscpPeer _archive = new();

    private protected override PeerAddress Archive => new(_archive.AeTitle, "127.0.0.1", _archive.EndPoint.Port);

    private protected override (string AeTitle, int Port) Us => _archive.Destination;

    private protected override string Log => _archive.Log;

    public override async Task InitializeAsync()
    {
        await _archive.InitializeAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _archive.DisposeAsync();
    }

    [Fact]
    public async Task The_commands_move_and_get_do_it_and_say_so()
    {
        using TempFolder folder = new();
        string peer = Archive.ToString();
        ProcessOutcome get = await DicomNodeAsync("get", peer, "--as", Us.AeTitle, "-k", "StudyInstanceUID=2.25.1", "--out", folder.Combine("out"));
        Assert.True(get.ExitCode == 0, get.Output);
        Assert.Equal(4, Directory.EnumerateFiles(folder.Combine("out"), "2.25.1000*.dcm").Count());
        ProcessOutcome move = await DicomNodeAsync("move", peer, "--as", Us.AeTitle, "--to", Us.AeTitle, "-k", "StudyInstanceUID=2.25.1", "--json");
        Assert.True(move.ExitCode == 0, move.Output);
        Assert.Contains("\"completed\": 4", move.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await DicomNodeAsync("move", peer, "--as", Us.AeTitle, "--to", "NOBODY", "-k", "StudyInstanceUID=2.25.1")).ExitCode);
    }

    private static Task<ProcessOutcome> DicomNodeAsync(params string[] arguments) =>
        ExternalProcess.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "DicomNode.dll"), .. arguments]);
}
