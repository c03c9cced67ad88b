using DicomNode.Assembling;
using DicomNode.Auditing;
using DicomNode.Configuration;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Storage.Files;

namespace DicomNode.Receiving;

/// <summary>Opens a file for each instance that a peer begins to send. Says no only to what cannot be kept.</summary>
internal sealed class InstanceReceiver(
    InstanceFiles files, InstanceIndexer indexer, SeriesArrivals arrivals, LogBudget trouble, ReceivingMetrics metrics, ReceivedTransfers audit, NodeOptions options, TimeProvider clock, ILogger<InstanceReceiver> logger) : IStoreHandler
{
    private readonly DimseStatus _conflict = options.Data.ConflictAnswer switch
    {
        ConflictAnswer.Duplicate => DimseStatus.DuplicateSopInstance,
        ConflictAnswer.Success => DimseStatus.Success,
        _ => DimseStatus.CoercionOfDataElements,
    };

    public ValueTask<IInstanceSink> BeginAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        IncomingInstance file = files.Begin(HeadOf(request));
        return ValueTask.FromResult<IInstanceSink>(new InstanceReception(request, file, indexer, arrivals, _conflict, trouble, metrics, audit, clock, logger));
    }

    // both titles go into the file, so that the index can be made again from the files alone
    private static ReadOnlySpan<byte> HeadOf(StoreRequest request)
    {
        using MemoryStream head = new(512);
        Part10File.WriteMeta(head, request.AffectedSopClassUid, request.AffectedSopInstanceUid, request.TransferSyntaxUid, request.CallingAeTitle, request.CalledAeTitle);
        return head.GetBuffer().AsSpan(0, (int)head.Length);
    }
}
