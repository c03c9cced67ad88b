using DicomNode.Dicom.Network;
using DicomNode.Testing;

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
}
