using System.Runtime.CompilerServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.DicomNode.Tests.Hosting;

/// <summary>A PACS in this process that answers queries: it holds one series, of as many instances as it is told.</summary>
internal sealed class CountingArchive : IQueryHandler, IStoreHandler, IAsyncDisposable
{
    private readonly DicomServer _server;
    private readonly string _study, _series;

    public CountingArchive(string aeTitle, string studyInstanceUid, string seriesInstanceUid)
    {
        (_study, _series) = (studyInstanceUid, seriesInstanceUid);
        _server = new(new DicomServerOptions { AeTitle = aeTitle, Port = 0 }, new DicomServices(this) { Query = this });
        _server.Start();
    }

    public int Port => _server.EndPoint!.Port;

    public int Instances { get; set; }

    public async IAsyncEnumerable<DataSet> CandidatesAsync(QueryRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        yield return new DataSet()
            .SetString(Tags.StudyInstanceUid, _study)
            .SetString(Tags.SeriesInstanceUid, _series)
            .SetNumber(Tags.NumberOfSeriesRelatedInstances, Instances);
    }

    public ValueTask<IInstanceSink> BeginAsync(StoreRequest request, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing is stored here.");

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
