using System.Collections.Concurrent;
using DicomNode.Dicom.Network;

namespace DicomNode.DicomNode.Tests.Hosting;

/// <summary>A PACS in this process: keeps what it gets in memory and answers as it is told.</summary>
internal sealed class CollectingArchive : IStoreHandler, IAsyncDisposable
{
    private readonly DicomServer _server;
    private readonly Queue<DimseStatus> _answers;

    /// <param name="answers">For the first instances; afterwards success.</param>
    public CollectingArchive(params IEnumerable<DimseStatus> answers)
        : this(new DicomServerOptions { Port = 0 }, answers)
    {
    }

    /// <param name="secure">Its only port.</param>
    public CollectingArchive(SecurePort secure)
        : this(new DicomServerOptions { Port = null, Secure = secure }, [])
    {
    }

    private CollectingArchive(DicomServerOptions options, IEnumerable<DimseStatus> answers)
    {
        _answers = new(answers);
        _server = new(options with { AeTitle = "ARCHIVE" }, this);
        _server.Start();
    }

    public int Port => (_server.EndPoint ?? _server.SecureEndPoint)!.Port;

    /// <summary>Every instance that came, refused ones too, in order.</summary>
    public ConcurrentQueue<(StoreRequest Request, byte[] DataSet, DimseStatus Answer)> Received { get; } = [];

    public ValueTask<IInstanceSink> BeginAsync(StoreRequest request, CancellationToken cancellationToken) => ValueTask.FromResult<IInstanceSink>(new Sink(this, request));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private sealed class Sink(CollectingArchive archive, StoreRequest request) : IInstanceSink
    {
        private readonly MemoryStream _bytes = new();

        public ValueTask WriteAsync(ReadOnlyMemory<byte> dataSetBytes, CancellationToken cancellationToken) => _bytes.WriteAsync(dataSetBytes, cancellationToken);

        public ValueTask<DimseStatus> CompleteAsync(CancellationToken cancellationToken)
        {
            DimseStatus answer;
            lock (archive._answers)
            {
                answer = archive._answers.TryDequeue(out DimseStatus told) ? told : DimseStatus.Success;
            }

            archive.Received.Enqueue((request, _bytes.ToArray(), answer));
            return ValueTask.FromResult(answer);
        }

        public ValueTask DisposeAsync() => _bytes.DisposeAsync();
    }
}
