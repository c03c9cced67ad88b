using DicomNode.Dicom.Data;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.Conformance;

/// <summary>Stands where the services of the listener would: the table of services is asked what it takes, and nobody calls.</summary>
internal sealed class Unasked : IStoreHandler, IQueryHandler, ICommitmentHandler, ICommitmentReportHandler
{
    public ValueTask<IInstanceSink> BeginAsync(StoreRequest request, CancellationToken cancellationToken) => throw Nobody();

    public IAsyncEnumerable<DataSet> CandidatesAsync(QueryRequest request, CancellationToken cancellationToken) => throw Nobody();

    public ValueTask<DimseStatus> RequestedAsync(CommitmentRequest request, ICommitmentReturnPath returnPath, CancellationToken cancellationToken) => throw Nobody();

    public ValueTask<DimseStatus> ReportedAsync(CommitmentReport report, AssociationInfo association, CancellationToken cancellationToken) => throw Nobody();

    private static InvalidOperationException Nobody() => new("A statement listens to nobody.");
}
