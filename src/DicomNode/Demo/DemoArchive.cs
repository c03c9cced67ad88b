using System.Collections.Concurrent;
using System.Net;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;

namespace DicomNode.Demo;

/// <summary>A small archive for one demonstration: what it is sent becomes a Part 10 file in its folder, named by its SOP Instance UID.</summary>
internal sealed class DemoArchive : IStoreHandler, IAsyncDisposable
{
    public const string AeTitle = "DEMOARCHIVE";

    private readonly string _folder;
    private readonly DicomServer _server;
    private readonly ConcurrentDictionary<string, string> _byClass = new(StringComparer.Ordinal);

    public DemoArchive(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        _server = new(new DicomServerOptions { AeTitle = AeTitle, Address = IPAddress.Loopback, Port = 0 }, this);
    }

    public int Port => _server.EndPoint!.Port;

    public void Start() => _server.Start();

    /// <summary>The file of the last instance of a SOP class; null: none has come.</summary>
    public string? Find(string sopClassUid) => _byClass.GetValueOrDefault(sopClassUid);

    public ValueTask<IInstanceSink> BeginAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        // the server has checked that the UID is digits and dots
        string path = Path.Combine(_folder, $"{request.AffectedSopInstanceUid}.dcm");
        return ValueTask.FromResult<IInstanceSink>(new FileSink(this, path, request));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private sealed class FileSink : IInstanceSink
    {
        private readonly DemoArchive _archive;
        private readonly string _path;
        private readonly StoreRequest _request;
        private readonly FileStream _file;

        public FileSink(DemoArchive archive, string path, StoreRequest request)
        {
            (_archive, _path, _request) = (archive, path, request);
            _file = new FileStream(path + ".part", FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
            _file.Write(new byte[Part10File.PreambleLength]);
            Part10File.WriteMeta(_file, request.AffectedSopClassUid, request.AffectedSopInstanceUid, request.TransferSyntaxUid, request.CallingAeTitle);
        }

        public ValueTask WriteAsync(ReadOnlyMemory<byte> dataSetBytes, CancellationToken cancellationToken) => _file.WriteAsync(dataSetBytes, cancellationToken);

        public async ValueTask<DimseStatus> CompleteAsync(CancellationToken cancellationToken)
        {
            await _file.DisposeAsync();
            File.Move(_path + ".part", _path, overwrite: true);
            _archive._byClass[_request.AffectedSopClassUid] = _path;
            return DimseStatus.Success;
        }

        public async ValueTask DisposeAsync()
        {
            await _file.DisposeAsync();
            File.Delete(_path + ".part");
        }
    }
}
