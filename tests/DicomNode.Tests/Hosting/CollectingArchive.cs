using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.DicomNode.Tests.Hosting;

/// <summary>A PACS in this process: keeps what it gets in memory, lists it when it is asked, and answers as it is told.</summary>
internal sealed class CollectingArchive : IStoreHandler, IQueryHandler, IAsyncDisposable
{
    private readonly DicomServer _server;
    private readonly Queue<DimseStatus> _answers;

    /// <param name="answers">For the first instances; afterwards success.</param>
    public CollectingArchive(params IEnumerable<DimseStatus> answers)
        : this(new DicomServerOptions(), answers)
    {
    }

    /// <param name="secure">Its only port.</param>
    public CollectingArchive(SecurePort secure)
        : this(new DicomServerOptions { Secure = secure })
    {
    }

    /// <param name="options">What it takes; the port is the system's choice.</param>
    public CollectingArchive(DicomServerOptions options, params IEnumerable<DimseStatus> answers)
        : this(0, options, answers)
    {
    }

    /// <param name="port">Where it was expected before it was there.</param>
    public CollectingArchive(int port)
        : this(port, new DicomServerOptions(), [])
    {
    }

    private CollectingArchive(int port, DicomServerOptions options, IEnumerable<DimseStatus> answers)
    {
        _answers = new(answers);
        _server = new(options with { AeTitle = "ARCHIVE", Port = options.Secure is null ? port : null }, new DicomServices(this) { Query = this });
        _server.Start();
    }

    public int Port => (_server.EndPoint ?? _server.SecureEndPoint)!.Port;

    /// <summary>Every instance that came, refused ones too, in order.</summary>
    public ConcurrentQueue<(StoreRequest Request, byte[] DataSet, DimseStatus Answer)> Received { get; } = [];

    /// <summary>SOP Instance UIDs that it does not list, though it took them.</summary>
    public HashSet<string> Hidden { get; } = [];

    public async IAsyncEnumerable<DataSet> CandidatesAsync(QueryRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach ((StoreRequest stored, byte[] dataSet, _) in Received.Where(r => !Hidden.Contains(r.Request.AffectedSopInstanceUid)))
        {
            yield return DataSetReader.Read(dataSet, TransferSyntax.Find(stored.TransferSyntaxUid)!);
        }
    }

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
