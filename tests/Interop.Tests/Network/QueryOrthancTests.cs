using DicomNode.Dicom.Network;
using DicomNode.Testing;

namespace DicomNode.Interop.Tests.Network;

/// <summary>Our queries and retrievals against Orthanc.</summary>
public sealed class QueryOrthancTests : QueryContract
{
    private OrthancPeer? _archive;

    private protected override PeerAddress Archive => new(_archive!.AeTitle, "127.0.0.1", _archive.DicomEndPoint.Port);

    private protected override (string AeTitle, int Port) Us { get; } = ("TESTER", FreePort.Next());

    private protected override string Log => _archive!.Log;

    public override async Task InitializeAsync()
    {
        _archive = await OrthancPeer.StartAsync(new() { Modalities = [new("tester", Us.AeTitle, "127.0.0.1", Us.Port)] });
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _archive!.DisposeAsync();
    }
}
