using DicomNode.Assembling;
using DicomNode.Auditing;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.SeriesLogging;
using DicomNode.Storage.Files;

namespace DicomNode.Receiving;

/// <summary>
/// One instance from the socket to its file. The bytes are written as they come; the few elements that the index needs are read as they pass.
/// 0000H, or the configured answer to a conflict, goes out when the file would survive a power cut and be found again.
/// </summary>
internal sealed class InstanceReception(
    StoreRequest request, IncomingInstance file, InstanceIndexer indexer, SeriesArrivals arrivals, DimseStatus conflictAnswer, LogBudget trouble, ReceivingMetrics metrics, ReceivedTransfers audit, TimeProvider clock, ILogger logger) : IInstanceSink
{
    private readonly long _begun = clock.GetTimestamp();
    private readonly DataSetScanner _scanner = new(TransferSyntax.Find(request.TransferSyntaxUid)!, IndexedElements.Wanted);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> dataSetBytes, CancellationToken cancellationToken)
    {
        _scanner.Feed(dataSetBytes.Span);
        return file.WriteAsync(dataSetBytes, cancellationToken);
    }

    public async ValueTask<DimseStatus> CompleteAsync(CancellationToken cancellationToken)
    {
        if (Objection() is (DimseStatus status, string problem))
        {
            if (trouble.MayTell(request.RemoteEndPoint.Address))
            {
                ReceivingLog.InstanceRefused(logger, request.AffectedSopInstanceUid, request.CallingAeTitle, status.ToString(), problem);
            }

            return status;
        }

        DataSet elements = _scanner.Elements;
        string series = elements.GetString(Tags.SeriesInstanceUid)!;
        long whole = clock.GetTimestamp();
        StoredInstance stored = await file.CommitAsync(series, request.AffectedSopInstanceUid, cancellationToken);
        metrics.Received(clock.GetElapsedTime(_begun), clock.GetElapsedTime(whole));
        if (stored.Outcome == StoreOutcome.Stored)
        {
            arrivals.Stored(series, request.AssociationId, elements);
        }

        audit.Stored(request, elements.GetString(Tags.StudyInstanceUid)!, isNew: stored.Outcome == StoreOutcome.Stored);
        indexer.Add(IndexedElements.ToRow(elements, request, stored, clock.GetUtcNow().UtcDateTime));
        if (stored.Outcome != StoreOutcome.Conflict)
        {
            return DimseStatus.Success;
        }

        using IDisposable scope = logger.OfSeries(series);
        if (trouble.MayTell(request.RemoteEndPoint.Address))
        {
            ReceivingLog.InstanceConflicts(logger, request.AffectedSopInstanceUid, stored.Path);
        }

        return conflictAnswer;
    }

    public ValueTask DisposeAsync()
    {
        _scanner.Dispose();
        return file.DisposeAsync();
    }

    /// <summary>What makes the data set something that could not be found again or is not what was announced. PS3.4 Table B.2-1.</summary>
    private (DimseStatus Status, string Problem)? Objection()
    {
        if (_scanner.Fault is DicomDataException fault)
        {
            return (DimseStatus.CannotUnderstand, fault.Message);
        }

        if (!_scanner.IsAtElementBoundary)
        {
            return (DimseStatus.CannotUnderstand, $"the data set ends inside an element, after {_scanner.Length} bytes");
        }

        string? uid = _scanner.Elements.GetString(Tags.SopInstanceUid);
        if (uid != request.AffectedSopInstanceUid)
        {
            return (DimseStatus.DataSetDoesNotMatchSopClass, "SOP Instance UID (0008,0018) of the data set is not the one of the request");
        }

        return _scanner.Elements.GetString(Tags.SopClassUid) != request.AffectedSopClassUid
            ? (DimseStatus.DataSetDoesNotMatchSopClass, "SOP Class UID (0008,0016) of the data set is not the one of the request")
            : IndexedElements.Missing(_scanner.Elements) is Tag tag
                ? (DimseStatus.DataSetDoesNotMatchSopClass, $"{tag} {DicomDictionary.Find(tag)?.Name} is missing or no UID, so the instance belongs to no series")
                : null;
    }
}
