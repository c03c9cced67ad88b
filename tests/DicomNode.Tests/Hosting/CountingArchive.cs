using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.DicomNode.Tests.Hosting;

/// <summary>A PACS in this process that answers queries: it holds series of as many instances as it is told.</summary>
internal sealed class CountingArchive : IQueryHandler, IStoreHandler, IAsyncDisposable
{
    private readonly DicomServer _server;
    private readonly ConcurrentDictionary<string, (string Study, int Instances)> _held = new();
    private readonly string _study = "", _series = "";

    public CountingArchive(string aeTitle)
    {
        _server = new(new DicomServerOptions { AeTitle = aeTitle, Port = 0 }, new DicomServices(this) { Query = this });
        _server.Start();
    }

    /// <param name="studyInstanceUid">Of the one series that it holds.</param>
    /// <param name="seriesInstanceUid">That series.</param>
    public CountingArchive(string aeTitle, string studyInstanceUid, string seriesInstanceUid)
        : this(aeTitle) => (_study, _series) = (studyInstanceUid, seriesInstanceUid);

    public int Port => _server.EndPoint!.Port;

    public int Instances { set => Hold(_study, _series, value); }

    public void Hold(string studyInstanceUid, string seriesInstanceUid, int instances) => _held[seriesInstanceUid] = (studyInstanceUid, instances);

    public async IAsyncEnumerable<DataSet> CandidatesAsync(QueryRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach ((string series, (string study, int instances)) in _held)
        {
            yield return new DataSet()
                .SetString(Tags.StudyInstanceUid, study)
                .SetString(Tags.SeriesInstanceUid, series)
                .SetNumber(Tags.NumberOfSeriesRelatedInstances, instances);
        }
    }

    public ValueTask<IInstanceSink> BeginAsync(StoreRequest request, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing is stored here.");

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
