using System.Net;
using DicomNode.Cli;
using DicomNode.Dicom.Network;

namespace DicomNode.Demo;

/// <summary>A small archive for one demonstration: what it is sent becomes a Part 10 file in its folder, named by its SOP Instance UID.</summary>
internal sealed class DemoArchive : IAsyncDisposable
{
    public const string AeTitle = "DEMOARCHIVE";

    private readonly FolderStore _store;
    private readonly DicomServer _server;

    public DemoArchive(string folder)
    {
        _store = new(Directory.CreateDirectory(folder).FullName);
        _server = new(new DicomServerOptions { AeTitle = AeTitle, Address = IPAddress.Loopback, Port = 0 }, _store);
    }

    public int Port => _server.EndPoint!.Port;

    public void Start() => _server.Start();

    /// <inheritdoc cref="FolderStore.Find"/>
    public string? Find(string sopClassUid) => _store.Find(sopClassUid);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
